import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { Acm, CertificateRecord } from './model.ts';
import { createOperations } from './operations/operations.ts';
import { settle } from './validation.ts';
import { createAuthority, type Issued } from './x509/issue.ts';

/** Where the others look for certificates. */
export interface CertificateReader {
  /** Certificate and key; undefined for one that is not there or not issued. */
  certificate(arn: string): Issued | undefined;
}

export interface AcmService extends Service, CertificateReader {
  readonly operations: ReturnType<typeof createOperations>;
  /** A file with the certificate of the authority that issues all others; written at the start. */
  readonly authorityFile: string;
  /** What that file holds. */
  authorityCertificate(): string;
  /** Tells the resources that use a certificate. */
  addUsers(users: (arn: string) => readonly string[]): void;
}

interface Snapshot {
  readonly authority: Issued;
  readonly certificates: CertificateRecord[];
}

/** Certificate Manager: certificates that are validated by DNS and issued by an authority of this cloud's own. */
export function createAcmService(
  environment: CloudEnvironment,
  deps: { cname: Acm['cname']; clock?: Clock },
): AcmService {
  const clock = deps.clock ?? systemClock;
  const certificates = new Map<string, CertificateRecord>();
  const users: Acm['users'][] = [];
  let authority: Issued | undefined;
  const acm: Acm = {
    environment,
    clock,
    certificates,
    authority: () => (authority ??= createAuthority('Local cloud', clock.now())),
    cname: deps.cname,
    users: (arn) => users.flatMap((of) => of(arn)),
  };
  const authorityFile = join(environment.directory, 'certificate-authority.pem');
  return {
    signingName: 'acm',
    operations: createOperations(acm),
    authorityFile,
    authorityCertificate: () => acm.authority().certificate,
    addUsers: (of) => void users.push(of),
    certificate(arn) {
      const record = certificates.get(arn);
      if (record) settle(record, acm);
      return record?.issued?.pem;
    },
    start: async () => await writeFile(authorityFile, acm.authority().certificate),
    snapshot: (): Snapshot => ({ authority: acm.authority(), certificates: [...certificates.values()] }),
    restore(snapshot) {
      const saved = snapshot as Snapshot;
      authority = saved.authority;
      for (const record of saved.certificates) certificates.set(record.arn, record);
    },
  };
}
