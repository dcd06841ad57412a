import { createHash } from 'node:crypto';
import type { ResourceRecord } from '@aws-sdk/client-acm';
import type { Acm, CertificateRecord } from './model.ts';
import { issue } from './x509/issue.ts';

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

/** The record that proves whose a name is: a wildcard's is that of the name below it, and the same in every certificate of the account. */
export function validationRecord(name: string, { environment }: Pick<Acm, 'environment'>): ResourceRecord {
  const base = name.replace(/^\*\./, '');
  return {
    Name: `_${hash(environment.account, base)}.${base}.`,
    Type: 'CNAME',
    Value: `_${hash('value', environment.account, base)}.acm-validations.aws.`,
  };
}

/** Whether the record of a name is there. */
export function isValidated(name: string, acm: Acm): boolean {
  const { Name = '', Value } = validationRecord(name, acm);
  const answer = acm.cname(Name);
  return answer !== undefined && `${answer.replace(/\.$/, '')}.` === Value;
}

/** Issues a certificate whose names are all validated; looked at whenever it is asked about. */
export function settle(record: CertificateRecord, acm: Acm): void {
  if (record.issued !== undefined || !record.names.every((name) => isValidated(name, acm))) return;
  const now = acm.clock.now();
  record.issued = { at: now, pem: issue(acm.authority(), record.names, now) };
}
