import type { Records } from './elb.ts';
import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from './model.ts';
import { createTarget, notInUse, targetKey } from './targets/target.ts';

interface Snapshot {
  readonly loadBalancers: LoadBalancerRecord[];
  readonly targetGroups: (Omit<TargetGroupRecord, 'targets'> & {
    targets: { id: string; port: number; zone?: string }[];
  })[];
  readonly listeners: ListenerRecord[];
}

/** The records as plain JSON. Of targets only who they are: their health is found out anew. */
export function takeSnapshot(records: Records): Snapshot {
  return {
    loadBalancers: [...records.loadBalancers.values()],
    targetGroups: [...records.targetGroups.values()].map((group) => ({
      ...group,
      targets: [...group.targets.values()]
        .filter((target) => target.health.state !== 'draining')
        .map(({ id, port, zone }) => ({ id, port, ...(zone === undefined ? {} : { zone }) })),
    })),
    // JSON has no Infinity: the default rule's priority travels as null.
    listeners: [...records.listeners.values()],
  };
}

export function restoreRecords(records: Records, snapshot: unknown): void {
  const { loadBalancers, targetGroups, listeners } = snapshot as Snapshot;
  for (const record of loadBalancers) records.loadBalancers.set(record.arn, record);
  for (const group of targetGroups) {
    const targets = group.targets.map(({ id, port, zone }) => createTarget(id, port, zone, notInUse));
    records.targetGroups.set(group.arn, {
      ...group,
      targets: new Map(targets.map((target) => [targetKey(target.id, target.port), target])),
    });
  }
  for (const listener of listeners) {
    const rules = listener.rules.map((rule) => ({ ...rule, priority: rule.priority ?? Infinity }));
    records.listeners.set(listener.arn, { ...listener, rules });
  }
}
