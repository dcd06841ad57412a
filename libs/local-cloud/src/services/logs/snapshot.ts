import type { LogGroup, Logs, LogStream, ResourcePolicy } from './records.ts';

/** How many of a stream's newest events outlive a restart: the state is one file, written often. */
const KEPT_EVENTS = 2000;

export interface Snapshot {
  readonly serial: number;
  readonly groups: (Omit<LogGroup, 'streams' | 'tags'> & {
    readonly streams: LogStream[];
    readonly tags: [string, string][];
  })[];
  readonly resourcePolicies?: readonly ResourcePolicy[];
}

export function takeSnapshot({ serial, groups, resourcePolicies }: Logs): Snapshot {
  return {
    serial,
    groups: [...groups.values()].map((group) => ({
      ...group,
      streams: [...group.streams.values()].map((stream) => ({
        ...stream,
        events: stream.events.slice(-KEPT_EVENTS),
      })),
      tags: [...group.tags],
    })),
    resourcePolicies: [...resourcePolicies.values()],
  };
}

export function restoreSnapshot(logs: Logs, { serial, groups, resourcePolicies = [] }: Snapshot): void {
  logs.serial = serial;
  for (const policy of resourcePolicies) logs.resourcePolicies.set(policy.name, policy);
  for (const group of groups) {
    logs.groups.set(group.name, {
      ...group,
      // JSON leaves out what is undefined.
      retentionInDays: group.retentionInDays,
      kmsKeyId: group.kmsKeyId,
      streams: new Map(group.streams.map((stream) => [stream.name, stream])),
      tags: new Map(group.tags),
    });
  }
}
