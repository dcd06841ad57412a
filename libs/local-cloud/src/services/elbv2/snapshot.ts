import type { Records } from './elb.ts';
import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from './model.ts';

interface Snapshot {
  readonly loadBalancers: LoadBalancerRecord[];
  readonly targetGroups: (Omit<TargetGroupRecord, 'targets'> & { targets: undefined })[];
  readonly listeners: ListenerRecord[];
}

/** The records as plain JSON, without targets: their addresses belong to tasks that end with the cloud. */
export function takeSnapshot(records: Records): Snapshot {
  return {
    loadBalancers: [...records.loadBalancers.values()],
    targetGroups: [...records.targetGroups.values()].map((group) => ({ ...group, targets: undefined })),
    // JSON has no Infinity: the default rule's priority travels as null.
    listeners: [...records.listeners.values()],
  };
}

export function restoreRecords(records: Records, snapshot: unknown): void {
  const { loadBalancers, targetGroups, listeners } = snapshot as Snapshot;
  for (const record of loadBalancers) records.loadBalancers.set(record.arn, record);
  for (const group of targetGroups) records.targetGroups.set(group.arn, { ...group, targets: new Map() });
  for (const listener of listeners) {
    const rules = listener.rules.map((rule) => ({ ...rule, priority: rule.priority ?? Infinity }));
    records.listeners.set(listener.arn, { ...listener, rules });
  }
}
