import { BlockList, isIPv4 } from 'node:net';
import type {
  RegisterTargetsInput,
  RegisterTargetsOutput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findTargetGroup, type Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import type { TargetGroupRecord } from '../model.ts';
import { createTarget, registering, targetKey } from '../targets/target.ts';

/** The ranges that IP targets may be in. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);

function validate(
  group: TargetGroupRecord,
  { Id: id = '', Port: port = group.port }: TargetDescription,
): { id: string; port: number } {
  if (group.targetType === 'ip' && !isIPv4(id)) throw validationError(`'${id}' is not a valid IPv4 address`);
  if (group.targetType === 'ip' && !PRIVATE.check(id)) {
    throw refuse(
      'InvalidTarget',
      `The IP address '${id}' is not within the VPC or RFC 1918 or RFC 6598 ranges`,
    );
  }
  if (group.targetType === 'instance' && !/^i-[0-9a-f]{8,17}$/.test(id)) {
    throw refuse('InvalidTarget', `Instance ID '${id}' is not valid`);
  }
  if (port < 1 || port > 65_535)
    throw validationError(`Port '${port}' must be between '1' and '65535' inclusive`);
  return { id, port };
}

/** Registers targets; the first health check of each runs at once. One that drains comes back into service. */
export const registerTargets =
  (elb: Elb): Operation<RegisterTargetsInput, RegisterTargetsOutput> =>
  (input) => {
    const group = findTargetGroup(elb, input.TargetGroupArn);
    const wanted = input.Targets ?? [];
    if (wanted.length === 0) throw validationError('At least one target must be specified');
    const checked = wanted.map((target) => ({ ...validate(group, target), zone: target.AvailabilityZone }));
    if (group.targets.size + checked.length > 1000)
      throw refuse('TooManyTargets', `Target group '${group.arn}' can have at most 1000 targets`);
    const { monitor } = elb.dataPlane.pool(group.arn);
    for (const { id, port, zone } of checked) {
      const known = group.targets.get(targetKey(id, port));
      if (known !== undefined && known.health.state !== 'draining') continue;
      const target = known ?? createTarget(id, port, zone, registering);
      Object.assign(target, { passed: 0, failed: 0, firstCheckAt: undefined, healthySince: undefined });
      group.targets.set(targetKey(id, port), target);
      monitor.watch(target);
    }
    return {};
  };
