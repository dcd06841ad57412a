import {
  ACMClient,
  DescribeCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const acm: Inventory = async (options) => {
  const client = new ACMClient(options);
  const certificates = await everyItem(
    paginateListCertificates({ client }, {}),
    ({ CertificateSummaryList }) => CertificateSummaryList,
  );
  return await inTurn(certificates, async ({ CertificateArn, DomainName }) => {
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    const { Tags } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
    return item('acm', 'certificate', DomainName, { ...Certificate, Tags });
  });
};
