import { randomBytes } from 'node:crypto';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { allocateAddress } from './addresses.ts';
import { createEc2 } from './default-vpc.ts';
import { findGroup, findSubnet } from './find.ts';
import { newId } from './ids.ts';
import { createOperations } from './operations/operations.ts';
import type { NetworkInterface, SecurityGroup } from './records.ts';

export interface InterfaceRequest {
  readonly subnetId: string;
  /** The VPC's default group when absent or empty. */
  readonly groupIds?: readonly string[] | undefined;
  readonly description?: string;
}

export interface Ec2Service extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /**
   * Takes a private address of a subnet that nothing else has.
   * @throws `InvalidSubnetID.NotFound`, `InsufficientFreeAddressesInSubnet`
   */
  allocateAddress(subnetId: string): string;
  /** Gives an address back; does nothing for one that is not taken. */
  releaseAddress(address: string): void;
  /**
   * Creates a network interface with an address of its own, as Fargate gives each task one; DescribeNetworkInterfaces shows it.
   * @throws `InvalidSubnetID.NotFound`, `InvalidGroup.NotFound`, `InsufficientFreeAddressesInSubnet`
   */
  createInterface(request: InterfaceRequest): NetworkInterface;
  /** Removes an interface and gives its address back; does nothing for one that is gone. */
  deleteInterface(id: string): void;
}

interface Snapshot {
  readonly groups: SecurityGroup[];
  readonly tags: [string, [string, string][]][];
}

/** EC2 as far as Fargate and load balancers need it: the default VPC, security groups, network interfaces. */
export function createEc2Service(environment: CloudEnvironment): Ec2Service {
  const ec2 = createEc2(environment.account, environment.region);
  return {
    signingName: 'ec2',
    operations: createOperations(ec2),
    allocateAddress: (subnetId) => allocateAddress(ec2, subnetId),
    releaseAddress: (address) => void ec2.addresses.delete(address),
    createInterface({ subnetId, groupIds = [], description = '' }) {
      const { vpcId } = findSubnet(ec2, subnetId);
      const byDefault = [...ec2.groups.values()].find(
        (group) => group.vpcId === vpcId && group.name === 'default',
      );
      const groups =
        groupIds.length > 0 ? groupIds.map((id) => findGroup(ec2, id)) : byDefault ? [byDefault] : [];
      const one: NetworkInterface = {
        id: newId('eni'),
        subnetId,
        address: allocateAddress(ec2, subnetId),
        macAddress: `02:${randomBytes(5).toString('hex').match(/../g)?.join(':')}`,
        groupIds: groups.map(({ id }) => id),
        description,
        attachedAt: new Date().toISOString(),
      };
      ec2.interfaces.set(one.id, one);
      return one;
    },
    deleteInterface(id) {
      const one = ec2.interfaces.get(id);
      if (one === undefined) return;
      ec2.interfaces.delete(id);
      ec2.addresses.delete(one.address);
    },
    // Interfaces belong to tasks that ended with the cloud; addresses are taken anew.
    snapshot: (): Snapshot => ({
      groups: [...ec2.groups.values()],
      tags: [...ec2.tags].map(([id, tags]) => [id, [...tags]]),
    }),
    restore(snapshot) {
      const { groups, tags } = snapshot as Snapshot;
      for (const group of groups) ec2.groups.set(group.id, group);
      for (const [id, own] of tags) ec2.tags.set(id, new Map(own));
    },
  };
}
