import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { notFound } from './errors.ts';
import type { Issued } from './x509/issue.ts';

export interface CertificateRecord {
  readonly arn: string;
  /** The first is the certificate's own name, the rest are its alternatives. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Once every name is validated. */
  issued?: { readonly at: number; readonly pem: Issued } | undefined;
  tags: Record<string, string>;
}

/** What every operation works on. */
export interface Acm {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly certificates: Map<string, CertificateRecord>;
  readonly authority: () => Issued;
  /** What DNS answers for a name now: the value of its CNAME record. */
  readonly cname: (name: string) => string | undefined;
  /** Which resources use a certificate. */
  readonly users: (arn: string) => readonly string[];
}

/** @throws `ResourceNotFoundException` */
export function findCertificate(acm: Pick<Acm, 'certificates'>, arn: string | undefined): CertificateRecord {
  const found = acm.certificates.get(arn ?? '');
  if (found === undefined) throw notFound(arn);
  return found;
}
