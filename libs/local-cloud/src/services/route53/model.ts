import type { ResourceRecordSet, VPC } from '@aws-sdk/client-route-53';
import type { Clock } from '../../clock.ts';
import { noSuchZone } from './errors.ts';

export interface ZoneRecord {
  readonly id: string;
  /** With its dot at the end, as all names here. */
  readonly name: string;
  readonly callerReference: string;
  /** Of a private zone: who it is answered to. No VPC has a resolver here, so that nobody is. */
  readonly vpc?: VPC | undefined;
  comment?: string | undefined;
  records: ResourceRecordSet[];
  /** What is answered: the records as of the last change that is in sync. */
  published: ResourceRecordSet[];
  tags: Record<string, string>;
}

export interface ChangeRecord {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly submittedAt: number;
  readonly comment?: string | undefined;
}

/** What every operation works on. */
export interface Dns {
  readonly clock: Clock;
  readonly zones: Map<string, ZoneRecord>;
  readonly changes: Map<string, ChangeRecord>;
}

/** What is answered of records that are in sync. */
export function answeredOf(
  { vpc }: Pick<ZoneRecord, 'vpc'>,
  records: ResourceRecordSet[],
): ResourceRecordSet[] {
  return vpc === undefined ? records : [];
}

/** @throws `NoSuchHostedZone` */
export function findZone({ zones }: Pick<Dns, 'zones'>, id: string | undefined): ZoneRecord {
  const found = zones.get((id ?? '').replace(/^\/hostedzone\//, ''));
  if (found === undefined) throw noSuchZone(id);
  return found;
}
