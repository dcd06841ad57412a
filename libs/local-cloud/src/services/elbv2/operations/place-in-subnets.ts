import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RequestContext } from '../../../service.ts';
import type { Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';

interface Place {
  zones: { zone: string; subnetId: string }[];
  vpcId: string;
}

/**
 * The zones of the subnets a load balancer is to be in: at least two, one subnet each, all of one VPC.
 * @throws `SubnetNotFound`, `InvalidConfigurationRequest`, `ValidationError`.
 */
export async function placeInSubnets(
  elb: Elb,
  input: { Subnets?: string[] | undefined; SubnetMappings?: SubnetMapping[] | undefined },
  context: RequestContext,
): Promise<Place> {
  const ids = [
    ...new Set(input.Subnets ?? (input.SubnetMappings ?? []).flatMap(({ SubnetId }) => SubnetId ?? [])),
  ];
  if (ids.length === 0)
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  const found = await elb.vpc.subnets(ids, context).catch((cause: unknown) => {
    throw refuse(
      'SubnetNotFound',
      cause instanceof Error ? cause.message : `The subnets '${ids.join(', ')}' do not exist`,
    );
  });
  const missing = ids.filter((id) => !found.some((place) => place.subnetId === id));
  if (missing.length > 0)
    throw refuse('SubnetNotFound', `The subnet ID '${missing.join("', '")}' does not exist`);
  const zones = new Set(found.map((place) => place.zone));
  if (zones.size < 2)
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  if (zones.size < found.length) {
    throw refuse(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  const vpcs = [...new Set(found.map((place) => place.vpcId))];
  if (vpcs.length > 1)
    throw refuse(
      'InvalidConfigurationRequest',
      `All subnets must belong to the same VPC: '${vpcs.join("', '")}'`,
    );
  return { zones: found.map(({ zone, subnetId }) => ({ zone, subnetId })), vpcId: vpcs[0] ?? '' };
}
