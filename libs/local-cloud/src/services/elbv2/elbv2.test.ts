import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';

let cloud: LocalCloud;
let elb: ElasticLoadBalancingV2Client;
let ec2: EC2Client;
beforeAll(async () => {
  cloud = await startLocalCloud();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  elb = new ElasticLoadBalancingV2Client({ endpoint: cloud.url, region: cloud.region, credentials });
  ec2 = new EC2Client({ endpoint: cloud.url, region: cloud.region, credentials });
});
afterAll(async () => {
  elb.destroy();
  ec2.destroy();
  await cloud.stop();
});

test('the SDK makes a load balancer in the default VPC, sees it come up, and takes it down again', async () => {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const Tags = [{ Key: 'phaseline:system', Value: 'orders' }];
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'front',
      Subnets: Subnets.flatMap(({ SubnetId }) => SubnetId ?? []),
      Tags,
    }),
  );
  const LoadBalancerArn = LoadBalancers[0]?.LoadBalancerArn ?? '';
  expect(LoadBalancers[0]?.CreatedTime).toBeInstanceOf(Date);
  await vi.waitFor(
    async () => {
      const { LoadBalancers: [found] = [] } = await elb.send(
        new DescribeLoadBalancersCommand({ Names: ['front'] }),
      );
      expect(found).toMatchObject({
        State: { Code: 'active' },
        VpcId: Vpcs[0]?.VpcId,
        DNSName: LoadBalancers[0]?.DNSName,
      });
    },
    { timeout: 60_000 },
  );

  const { TargetGroups = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name: 'targets',
      Protocol: 'HTTP',
      Port: 3000,
      TargetType: 'ip',
      VpcId: Vpcs[0]?.VpcId,
      Matcher: { HttpCode: '200-399' },
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  const { Attributes } = await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
    }),
  );
  expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '5' });
  const { Listeners = [] } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: Listeners[0]?.ListenerArn }));
  expect(Rules).toMatchObject([
    { Priority: 'default', IsDefault: true, Actions: [{ Type: 'forward', TargetGroupArn }] },
  ]);
  expect(
    (await elb.send(new DescribeTagsCommand({ ResourceArns: [LoadBalancerArn] }))).TagDescriptions,
  ).toEqual([{ ResourceArn: LoadBalancerArn, Tags }]);

  await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '172.31.0.99' }] }));
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  expect(TargetHealthDescriptions).toMatchObject([
    {
      Target: { Id: '172.31.0.99', Port: 3000 },
      HealthCheckPort: '3000',
      TargetHealth: { State: 'initial' },
    },
  ]);
  expect((await fetch(`http://${LoadBalancers[0]?.DNSName}`)).status).toBe(503);

  const shown = (await (await fetch(`${cloud.url}/_cloud/load-balancers`)).json()) as object;
  expect(shown).toMatchObject({
    loadBalancers: [{ name: 'front', listeners: [{ port: 80, url: `http://${LoadBalancers[0]?.DNSName}` }] }],
  });

  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  await expect(elb.send(new DescribeLoadBalancersCommand({ Names: ['front'] }))).rejects.toMatchObject({
    name: 'LoadBalancerNotFoundException',
  });
});

test('errors are those the SDK knows', async () => {
  await expect(
    elb.send(new CreateLoadBalancerCommand({ Name: 'lost', Subnets: ['subnet-1', 'subnet-2'] })),
  ).rejects.toMatchObject({
    name: 'SubnetNotFoundException',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(elb.send(new CreateTargetGroupCommand({ Name: 'a_b' }))).rejects.toMatchObject({
    name: 'ValidationError',
  });
});

test('stopping the cloud closes the doors of its load balancers', async () => {
  const other = await startLocalCloud();
  const client = new ElasticLoadBalancingV2Client({
    endpoint: other.url,
    region: other.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { LoadBalancers } = await client.send(
    new CreateLoadBalancerCommand({
      Name: 'front',
      Subnets: Subnets.flatMap(({ SubnetId }) => SubnetId ?? []),
    }),
  );
  await client.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    }),
  );
  const url = `http://${LoadBalancers?.[0]?.DNSName}`;
  expect((await fetch(url)).status).toBe(200);
  client.destroy();
  await other.stop();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
