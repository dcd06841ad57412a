import {
  type CertificateDetail,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { poll } from '../aws/poll.ts';
import type { Context } from '../context.ts';
import { findZone } from './find-zone.ts';

const issuedSeconds = 1800;

/**
 * Makes sure that a domain has a certificate: the one that is there for just this name, else one that is requested, and proven by a record in
 * the domain's zone. Resolves when it is issued.
 * @returns its ARN
 * @throws Error when the domain is in no hosted zone, or the certificate is not issued within half an hour; what AWS answers otherwise
 */
export async function ensureCertificate(
  domain: string,
  { clients, signal }: Pick<Context, 'clients' | 'signal'>,
): Promise<string> {
  const options = signal === undefined ? {} : { abortSignal: signal };
  const zone = await findZone(domain, { clients, options });
  const { CertificateSummaryList: listed = [] } = await clients.acm.send(
    new ListCertificatesCommand({ CertificateStatuses: ['ISSUED', 'PENDING_VALIDATION'] }),
    options,
  );
  const arn =
    listed.find(({ DomainName }) => DomainName === domain)?.CertificateArn ??
    (
      await clients.acm.send(
        new RequestCertificateCommand({ DomainName: domain, ValidationMethod: 'DNS' }),
        options,
      )
    ).CertificateArn ??
    '';
  const what = (step: string) => ({
    what: `certificate of ${domain} ${step}`,
    timeoutSeconds: issuedSeconds,
    signal,
  });
  const describe = async (): Promise<CertificateDetail | undefined> =>
    (await clients.acm.send(new DescribeCertificateCommand({ CertificateArn: arn }), options)).Certificate;
  // ACM knows the record a moment after the request.
  const proof = await poll(what('to name its record'), async () => {
    const found = await describe();
    return found?.DomainValidationOptions?.[0]?.ResourceRecord;
  });
  const record = { Name: proof.Name, Type: proof.Type, TTL: 300, ResourceRecords: [{ Value: proof.Value }] };
  await clients.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: record }] },
    }),
    options,
  );
  await poll(what('to be issued'), async () => ((await describe())?.Status === 'ISSUED' ? true : undefined));
  return arn;
}
