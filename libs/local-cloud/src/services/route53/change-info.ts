import { randomInt } from 'node:crypto';
import type { ChangeInfo } from '@aws-sdk/client-route-53';
import { answeredOf, type ChangeRecord, type Dns, type ZoneRecord } from './model.ts';

/** How long a change is PENDING, in milliseconds; AWS's name servers take up to a minute. */
export const SYNC = 500;
/** Older changes are forgotten; on AWS nobody can ask for them after a while either. */
const KEPT = 1000;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Route 53 gives them, e.g. `Z` or `C` and 20 letters and digits. */
export const newId = (first: 'Z' | 'C'): string =>
  first + Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Notes a change of a zone's records; what they are now is answered once the change is in sync. */
export function submitChange(dns: Dns, zone: ZoneRecord | undefined, comment?: string): ChangeInfo {
  const change: ChangeRecord = { id: newId('C'), submittedAt: dns.clock.now(), comment };
  dns.changes.set(change.id, change);
  for (const id of [...dns.changes.keys()].slice(0, Math.max(0, dns.changes.size - KEPT)))
    dns.changes.delete(id);
  if (zone !== undefined) {
    const records = [...zone.records];
    dns.clock.after(SYNC, () => {
      zone.published = answeredOf(zone, records);
    });
  }
  return showChange(dns, change);
}

export const showChange = ({ clock }: Dns, change: ChangeRecord): ChangeInfo => ({
  Id: `/change/${change.id}`,
  Status: clock.now() >= change.submittedAt + SYNC ? 'INSYNC' : 'PENDING',
  SubmittedAt: new Date(change.submittedAt),
  Comment: change.comment,
});
