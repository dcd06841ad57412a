import * as api from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';
import { clientOptions } from '../../testing/client-options.ts';
import { createTaskNetwork } from '../../network.ts';
import { createEc2Service } from './service.ts';

let cloud: LocalCloud;
let ec2: api.EC2Client;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ec2 = new api.EC2Client(clientOptions(cloud));
});
afterAll(() => cloud.stop());

describe('the default VPC', () => {
  it('is found by filters, and not by others', async () => {
    const vpcs = async (...Filters: api.Filter[]) =>
      (await ec2.send(new api.DescribeVpcsCommand({ Filters }))).Vpcs ?? [];
    const [vpc] = await vpcs({ Name: 'is-default', Values: ['true'] });
    expect(vpc).toMatchObject({ CidrBlock: '172.31.0.0/16', IsDefault: true });
    expect(await vpcs({ Name: 'is-default', Values: ['false'] })).toEqual([]);
    const subnets = async (...Filters: api.Filter[]) =>
      (await ec2.send(new api.DescribeSubnetsCommand({ Filters }))).Subnets ?? [];
    expect(await subnets({ Name: 'vpc-id', Values: [vpc?.VpcId ?? ''] })).toHaveLength(3);
    expect(await subnets({ Name: 'availability-zone', Values: ['us-east-1a', '*c'] })).toHaveLength(2);
    expect(
      await subnets(
        { Name: 'availability-zone', Values: ['*'] },
        { Name: 'cidr-block', Values: ['172.31.16.*'] },
      ),
    ).toHaveLength(1);
    await expect(subnets({ Name: 'colour', Values: ['red'] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('has zones and a route out', async () => {
    const { AvailabilityZones } = await ec2.send(new api.DescribeAvailabilityZonesCommand());
    expect(AvailabilityZones?.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
      ['us-east-1a', 'use1-az1'],
      ['us-east-1b', 'use1-az2'],
      ['us-east-1c', 'use1-az3'],
    ]);
    const { RouteTables } = await ec2.send(new api.DescribeRouteTablesCommand());
    expect(RouteTables?.[0]?.Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toContain(
      '0.0.0.0/0',
    );
  });
});

describe('a security group', () => {
  it('takes rules, shows them together, and lets them go', async () => {
    const { GroupId } = await ec2.send(
      new api.CreateSecurityGroupCommand({
        GroupName: 'web',
        Description: 'web',
        TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'k', Value: 'v' }] }],
      }),
    );
    const http = {
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '10.0.0.0/8' }],
    };
    const authorize = new api.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [http] });
    await ec2.send(authorize);
    await expect(ec2.send(authorize)).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
    const read = async () =>
      (await ec2.send(new api.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'tag:k', Values: ['v'] }] })))
        .SecurityGroups?.[0];
    expect((await read())?.IpPermissions).toMatchObject([
      { FromPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '10.0.0.0/8' }] },
    ]);
    const revoke = new api.RevokeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ ...http, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    });
    await ec2.send(revoke);
    await expect(ec2.send(revoke)).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
    expect((await read())?.IpPermissions?.[0]?.IpRanges).toEqual([{ CidrIp: '0.0.0.0/0' }]);
    await ec2.send(new api.DeleteSecurityGroupCommand({ GroupId }));
    await expect(
      ec2.send(new api.DescribeSecurityGroupsCommand({ GroupIds: [GroupId ?? ''] })),
    ).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
  });

  it('is refused when it is taken, default, or in use by another', async () => {
    const create = (GroupName: string) =>
      ec2.send(new api.CreateSecurityGroupCommand({ GroupName, Description: 'd' }));
    const { GroupId: one } = await create('one');
    await expect(create('one')).rejects.toMatchObject({ name: 'InvalidGroup.Duplicate' });
    const { GroupId: two } = await create('two');
    const UserIdGroupPairs = [{ GroupId: one }];
    await ec2.send(
      new api.AuthorizeSecurityGroupIngressCommand({
        GroupId: two,
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs }],
      }),
    );
    await expect(ec2.send(new api.DeleteSecurityGroupCommand({ GroupId: one }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await expect(
      ec2.send(new api.DeleteSecurityGroupCommand({ GroupName: 'default' })),
    ).rejects.toMatchObject({ name: 'CannotDelete' });
  });
});

describe('addresses', () => {
  const service = createEc2Service({
    account: '000000000000',
    region: 'us-east-1',
    origin: () => '',
    network: createTaskNetwork(),
    directory: '',
    contextFor: () => {
      throw new Error('not asked for');
    },
  });
  const subnets = async () => {
    const answer = await service.operations.DescribeSubnets({}, {} as never);
    return answer.Subnets ?? [];
  };

  it('are of the subnet, given once, and given again when they are free', async () => {
    const [, second] = await subnets();
    const id = second?.SubnetId ?? '';
    const first = service.allocateAddress(id);
    expect(first).toBe('172.31.16.4');
    const other = service.createInterface({ subnetId: id });
    expect(other.address).toBe('172.31.16.5');
    expect((await subnets())[1]?.AvailableIpAddressCount).toBe(4096 - 5 - 2);
    service.releaseAddress(first);
    service.deleteInterface(other.id);
    expect(service.allocateAddress(id)).toBe('172.31.16.4');
    expect(() => service.allocateAddress('subnet-none')).toThrow('does not exist');
  });

  it('run out', async () => {
    const id = (await subnets())[2]?.SubnetId ?? '';
    for (let n = 0; n < 4096 - 5; n += 1) service.allocateAddress(id);
    expect(() => service.allocateAddress(id)).toThrow('does not have enough free addresses');
  });
});
