import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { loadBalancerArn } from '../arns.ts';
import { loadBalancerDefaults } from '../attributes.ts';
import type { Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import type { LoadBalancerRecord } from '../model.ts';
import { showLoadBalancer } from '../present.ts';
import { mergeTags, tagList } from '../tag-list.ts';
import { validateName } from '../validate-name.ts';
import { placeInSubnets } from './place-in-subnets.ts';

/** How long a load balancer is `provisioning`, in milliseconds: long enough to be seen, too short to be waited for. */
const PROVISIONING = 50;

function sameSettings(
  known: LoadBalancerRecord,
  wanted: Omit<LoadBalancerRecord, 'arn' | 'port' | 'createdAt' | 'active' | 'attributes'>,
): boolean {
  const essence = (of: typeof wanted): string =>
    JSON.stringify([
      of.scheme,
      of.ipAddressType,
      of.zones.map(({ subnetId }) => subnetId).sort(),
      [...of.securityGroups].sort(),
      tagList(of.tags)
        .map(({ Key, Value }) => `${Key}=${Value}`)
        .sort(),
    ]);
  return essence(known) === essence(wanted);
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const createLoadBalancer =
  (elb: Elb): Operation<CreateLoadBalancerInput, CreateLoadBalancerOutput> =>
  async (input, context) => {
    const name = validateName('load balancer', input.Name);
    const type = input.Type ?? 'application';
    if (type !== 'application')
      throw validationError(
        `Load balancer type '${type}' is not supported by the local cloud: use application`,
      );
    const { zones, vpcId } = await placeInSubnets(elb, input, context);
    const securityGroups = await elb.vpc.securityGroups(input.SecurityGroups ?? [], vpcId, context);
    const wanted = {
      name,
      scheme: input.Scheme ?? 'internet-facing',
      vpcId,
      ipAddressType: input.IpAddressType ?? 'ipv4',
      zones,
      securityGroups,
      tags: mergeTags({}, input.Tags),
    };
    const findKnown = (): LoadBalancerRecord | undefined =>
      [...elb.loadBalancers.values()].find((record) => record.name === name);
    const answer = (known: LoadBalancerRecord): CreateLoadBalancerOutput => {
      if (sameSettings(known, wanted)) return { LoadBalancers: [showLoadBalancer(known)] };
      throw refuse(
        'DuplicateLoadBalancerName',
        `A load balancer with the same name '${name}' exists, but with different settings`,
      );
    };
    const before = findKnown();
    if (before !== undefined) return answer(before);

    const port = await elb.dataPlane.reserve();
    const record: LoadBalancerRecord = {
      ...wanted,
      arn: loadBalancerArn(elb.environment, name),
      port,
      createdAt: elb.clock.now(),
      active: false,
      attributes: loadBalancerDefaults(),
    };
    // Two calls may have got this far together: the first one has it.
    const meanwhile = findKnown();
    if (meanwhile !== undefined) {
      await elb.dataPlane.free(record);
      return answer(meanwhile);
    }
    elb.loadBalancers.set(record.arn, record);
    elb.clock.after(PROVISIONING, () => (record.active = true));
    return { LoadBalancers: [showLoadBalancer(record)] };
  };
