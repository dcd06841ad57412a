import type { Clock } from '../../clock.ts';
import type { PolicyDocument } from '../../policy/index.ts';

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly ingestionTime: number;
  /** Counts every event of this cloud: orders events of one timestamp. */
  readonly serial: number;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** In the order of {@link compareEvents}. */
  events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly logGroupClass: string;
  readonly kmsKeyId: string | undefined;
  /** Kept for ever when absent. */
  retentionInDays: number | undefined;
  readonly streams: Map<string, LogStream>;
  readonly tags: Map<string, string>;
}

/** Lets other services write: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ResourcePolicy.html */
export interface ResourcePolicy {
  readonly name: string;
  /** As it was put. */
  readonly text: string;
  readonly document: PolicyDocument;
  readonly updatedAt: number;
}

/** Everything this CloudWatch Logs knows. */
export interface Logs {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly groups: Map<string, LogGroup>;
  readonly resourcePolicies: Map<string, ResourcePolicy>;
  serial: number;
}

/** Where an event stands among others: by time, then as they came. */
export interface Position {
  readonly timestamp: number;
  readonly serial: number;
}

export function comparePositions(a: Position, b: Position): number {
  return a.timestamp - b.timestamp || a.serial - b.serial;
}
