import type { Acm } from '../model.ts';
import {
  deleteCertificate,
  describeCertificate,
  getCertificate,
  listCertificates,
  listTagsForCertificate,
} from './certificates.ts';
import { requestCertificate } from './request-certificate.ts';

/** Every operation of this service by its API name. */
export const createOperations = (acm: Acm) => ({
  DeleteCertificate: deleteCertificate(acm),
  DescribeCertificate: describeCertificate(acm),
  GetCertificate: getCertificate(acm),
  ListCertificates: listCertificates(acm),
  ListTagsForCertificate: listTagsForCertificate(acm),
  RequestCertificate: requestCertificate(acm),
});
