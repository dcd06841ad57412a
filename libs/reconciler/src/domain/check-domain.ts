import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import type { Domain } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { KindScope } from '../engine/kind.ts';
import { findZone } from './find-zone.ts';

/**
 * Whether the fronts can take a domain's requests: its certificate and its zone. Reads only.
 * @throws Error saying what is wrong with it; nothing has been written by then
 */
export async function checkDomain(
  domain: Domain | undefined,
  scope: Pick<KindScope, 'clients' | 'options' | 'place'>,
): Promise<void> {
  if (!domain) return;
  const checks = [checkCertificate(domain, scope), findZone(domain.name, scope)];
  const reasons = (await Promise.allSettled<unknown>(checks)).flatMap((check) =>
    check.status === 'rejected' ? [check.reason as unknown] : [],
  );
  if (reasons.length === 0) return;
  // All that is wrong at once: each of them takes somebody a while to put right.
  const lines = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new Error(lines.join('\n'), { cause: reasons[0] });
}

async function checkCertificate(
  { name, certificateArn }: Domain,
  { clients, options, place }: Pick<KindScope, 'clients' | 'options' | 'place'>,
): Promise<void> {
  const wrong = (what: string) => new Error(`domain ${name}: certificate ${certificateArn} ${what}`);
  const region = certificateArn.split(':')[3];
  if (region !== place.region) {
    throw wrong(
      `is one of region ${region}, and the fronts are in ${place.region}: give a certificate of that region`,
    );
  }
  const answer = await orAbsent(
    clients.acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }), options),
    'ResourceNotFound',
  );
  const found = answer?.Certificate;
  if (!found) throw wrong('is not there: request one with "aws acm request-certificate"');
  const { Status, DomainName = '', SubjectAlternativeNames = [] } = found;
  if (Status !== 'ISSUED') {
    throw wrong(
      `is ${Status}, not ISSUED: put the records in place that "aws acm describe-certificate" names`,
    );
  }
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])];
  if (!names.some((covered) => covers(covered, name))) {
    throw wrong(`is for ${names.join(', ')}, which the domain is none of: give one for ${name}`);
  }
}

/** A wildcard stands for one label: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html */
function covers(covered: string, name: string): boolean {
  return covered === name || (covered.startsWith('*.') && covered.slice(2) === name.replace(/^[^.]+\./, ''));
}
