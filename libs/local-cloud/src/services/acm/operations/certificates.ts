import { X509Certificate } from 'node:crypto';
import type {
  CertificateDetail,
  DeleteCertificateRequest,
  DescribeCertificateRequest,
  DescribeCertificateResponse,
  GetCertificateRequest,
  GetCertificateResponse,
  ListCertificatesRequest,
  ListCertificatesResponse,
  ListTagsForCertificateRequest,
  ListTagsForCertificateResponse,
} from '@aws-sdk/client-acm';
import type { Operation } from '../../../service.ts';
import { inProgress, inUse } from '../errors.ts';
import { type Acm, type CertificateRecord, findCertificate } from '../model.ts';
import { isValidated, settle, validationRecord } from '../validation.ts';

function show(record: CertificateRecord, acm: Acm): CertificateDetail {
  settle(record, acm);
  const { arn, names, issued } = record;
  const parsed = issued && new X509Certificate(issued.pem.certificate);
  return {
    CertificateArn: arn,
    DomainName: names[0],
    SubjectAlternativeNames: [...names],
    Status: issued ? 'ISSUED' : 'PENDING_VALIDATION',
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: 'EC_prime256v1',
    CreatedAt: new Date(record.createdAt),
    DomainValidationOptions: names.map((name) => ({
      DomainName: name,
      ValidationDomain: name,
      ValidationMethod: 'DNS',
      ValidationStatus: isValidated(name, acm) ? 'SUCCESS' : 'PENDING_VALIDATION',
      ResourceRecord: validationRecord(name, acm),
    })),
    InUseBy: [...acm.users(arn)],
    ...(issued &&
      parsed && {
        IssuedAt: new Date(issued.at),
        NotBefore: new Date(parsed.validFrom),
        NotAfter: new Date(parsed.validTo),
        Serial: parsed.serialNumber,
        Subject: parsed.subject,
        Issuer: parsed.issuer,
      }),
  };
}

export const describeCertificate =
  (acm: Acm): Operation<DescribeCertificateRequest, DescribeCertificateResponse> =>
  ({ CertificateArn }) => ({ Certificate: show(findCertificate(acm, CertificateArn), acm) });

export const listCertificates =
  (acm: Acm): Operation<ListCertificatesRequest, ListCertificatesResponse> =>
  ({ CertificateStatuses: wanted }) => ({
    CertificateSummaryList: [...acm.certificates.values()]
      .map((record) => show(record, acm))
      .filter(({ Status }) => wanted === undefined || (Status !== undefined && wanted.includes(Status)))
      .map(({ CertificateArn, DomainName, Status, Type, CreatedAt, SubjectAlternativeNames }) => ({
        CertificateArn,
        DomainName,
        Status,
        Type,
        CreatedAt,
        SubjectAlternativeNameSummaries: SubjectAlternativeNames,
      })),
  });

export const getCertificate =
  (acm: Acm): Operation<GetCertificateRequest, GetCertificateResponse> =>
  ({ CertificateArn }) => {
    const record = findCertificate(acm, CertificateArn);
    settle(record, acm);
    if (record.issued === undefined) throw inProgress(record.arn);
    return {
      Certificate: record.issued.pem.certificate,
      CertificateChain: acm.authority().certificate,
    };
  };

export const deleteCertificate =
  (acm: Acm): Operation<DeleteCertificateRequest, object> =>
  ({ CertificateArn }) => {
    const { arn } = findCertificate(acm, CertificateArn);
    const users = acm.users(arn);
    if (users.length > 0) throw inUse(arn, users);
    acm.certificates.delete(arn);
    return {};
  };

export const listTagsForCertificate =
  (acm: Acm): Operation<ListTagsForCertificateRequest, ListTagsForCertificateResponse> =>
  ({ CertificateArn }) => ({
    Tags: Object.entries(findCertificate(acm, CertificateArn).tags).map(([Key, Value]) => ({ Key, Value })),
  });
