import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findTargetGroup, type Elb } from '../elb.ts';
import type { TargetGroupRecord } from '../model.ts';
import { notRegistered, targetKey, type Health } from '../targets/target.ts';

function show(
  group: TargetGroupRecord,
  id: string,
  port: number,
  zone: string | undefined,
  health: Health,
): TargetHealthDescription {
  const { state } = health;
  return {
    Target: { Id: id, Port: port, ...(zone === undefined ? {} : { AvailabilityZone: zone }) },
    HealthCheckPort: group.healthCheck.port === 'traffic-port' ? String(port) : group.healthCheck.port,
    TargetHealth:
      state === 'healthy'
        ? { State: state }
        : { State: state, Reason: health.reason, Description: health.description },
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
export const describeTargetHealth =
  (elb: Elb): Operation<DescribeTargetHealthInput, DescribeTargetHealthOutput> =>
  (input) => {
    const group = findTargetGroup(elb, input.TargetGroupArn);
    const all = [...group.targets.values()];
    const asked = input.Targets ?? [];
    if (asked.length === 0) {
      return {
        TargetHealthDescriptions: all.map(({ id, port, zone, health }) =>
          show(group, id, port, zone, health),
        ),
      };
    }
    return {
      TargetHealthDescriptions: asked.map(({ Id = '', Port = group.port }) => {
        const known = group.targets.get(targetKey(Id, Port));
        return show(group, Id, Port, known?.zone, known?.health ?? notRegistered);
      }),
    };
  };
