import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { CloudWatchService } from '../cloudwatch/index.ts';
import type { AutoScaling } from './auto-scaling.ts';
import type { ScalableTarget, ScalingActivity, ScalingPolicy } from './model.ts';
import { createOperations } from './operations/operations.ts';
import { ecsCapacity } from './scaling/capacity.ts';
import { settleActivities } from './scaling/look-after.ts';
import { onAlarm } from './scaling/on-alarm.ts';

interface Snapshot {
  readonly targets: ScalableTarget[];
  readonly policies: ScalingPolicy[];
  readonly activities: ScalingActivity[];
}

export interface ApplicationAutoScalingService extends Service {
  /** Closes fulfilled activities, as the timer does every minute of alarm time. */
  round(): Promise<void>;
}

/** Application Auto Scaling of ECS services: CloudWatch alarms trigger policies, which really change desired counts. */
export function createApplicationAutoScalingService(
  environment: CloudEnvironment,
  deps: { cloudwatch: CloudWatchService; ecs: Pick<Service, 'operations' | 'signingName'>; clock?: Clock },
): ApplicationAutoScalingService {
  const { clock = systemClock, cloudwatch } = deps;
  const scaling: AutoScaling = {
    environment,
    clock,
    cloudwatch,
    capacity: ecsCapacity(deps.ecs, environment),
    targets: new Map(),
    policies: new Map(),
    activities: [],
  };
  cloudwatch.addActionHandler('arn:aws:autoscaling:', (policyArn, { name, state, threshold }, values) =>
    onAlarm(scaling, policyArn, { name, state, threshold, values }),
  );
  let cancel: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = (): Promise<void> => {
    running = running.catch(() => undefined).then(() => settleActivities(scaling));
    return running;
  };
  const schedule = (): void => {
    cancel = clock.after(cloudwatch.minute, () => {
      schedule();
      // An ECS that cannot be asked just now is asked again in the next round.
      round().catch(() => undefined);
    });
  };
  return {
    signingName: 'application-autoscaling',
    operations: createOperations(scaling),
    round,
    start() {
      schedule();
      return Promise.resolve();
    },
    async stop() {
      cancel?.();
      await running.catch(() => undefined);
    },
    snapshot: (): Snapshot => ({
      targets: [...scaling.targets.values()],
      policies: [...scaling.policies.values()],
      activities: scaling.activities,
    }),
    restore(snapshot) {
      const kept = snapshot as Snapshot;
      for (const target of kept.targets) scaling.targets.set(target.resourceId, target);
      for (const policy of kept.policies) scaling.policies.set(policy.arn, policy);
      scaling.activities.push(...kept.activities);
    },
  };
}
