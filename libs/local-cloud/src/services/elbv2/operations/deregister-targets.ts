import type {
  DeregisterTargetsInput,
  DeregisterTargetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findTargetGroup, type Elb } from '../elb.ts';

/** Takes targets out of service: no new request reaches them, those in flight have the deregistration delay to end. */
export const deregisterTargets =
  (elb: Elb): Operation<DeregisterTargetsInput, DeregisterTargetsOutput> =>
  (input) => {
    const group = findTargetGroup(elb, input.TargetGroupArn);
    const { monitor } = elb.dataPlane.pool(group.arn);
    for (const { Id, Port } of input.Targets ?? []) {
      // Without a port every registration of the target goes.
      const leaving = [...group.targets.values()].filter(
        (target) =>
          target.id === Id &&
          (Port === undefined || target.port === Port) &&
          target.health.state !== 'draining',
      );
      for (const target of leaving) monitor.drain(target);
    }
    return {};
  };
