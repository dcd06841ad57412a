import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateLogGroupCommand,
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  GetRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateConfigurationSetCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { type ClientOptions } from './inventory/item.ts';
import { takeInventory } from './inventory/index.ts';
import { clientOptions, control } from './testing/client-options.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cloud-test-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const trust = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const grants = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] });

/** A configuration set of SES whose events a rule of EventBridge writes into a log group, and the policy that lets it. */
async function layMailEvents(options: ClientOptions): Promise<void> {
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${options.region}:000000000000:${resource}`;
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'logs:PutLogEvents', Resource: '*' };
  await new CloudWatchLogsClient(options).send(
    new PutResourcePolicyCommand({ policyName: 'p', policyDocument: JSON.stringify({ Statement }) }),
  );
  const events = new EventBridgeClient(options);
  const Tags = [{ Key: 'k', Value: 'v' }];
  await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source": ["aws.ses"]}', Tags }));
  const Targets = [{ Id: 't', Arn: arn('logs', 'log-group:g') }];
  await events.send(new PutTargetsCommand({ Rule: 'r', Targets }));
  await new SESv2Client(options).send(new CreateConfigurationSetCommand({ ConfigurationSetName: 's', Tags }));
}

describe('a cloud with a data directory', () => {
  it('finds everything again after a restart', async () => {
    const first = await startLocalCloud({ dataDir });
    const sqs = new SQSClient(clientOptions(first));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
    const iam = new IAMClient(clientOptions(first));
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'r',
        AssumeRolePolicyDocument: trust,
        Tags: [{ Key: 'k', Value: 'v' }],
      }),
    );
    await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: grants }));
    await new CloudWatchLogsClient(clientOptions(first)).send(
      new CreateLogGroupCommand({ logGroupName: 'g', tags: { a: 'b' } }),
    );
    const ec2 = new EC2Client(clientOptions(first));
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }),
    );
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        CidrIp: '0.0.0.0/0',
      }),
    );
    await layMailEvents(clientOptions(first));
    const mailEvents = async (cloud: LocalCloud) =>
      (await takeInventory(cloud)).filter(({ service }) => ['events', 'logs', 'ses'].includes(service));
    const before = await mailEvents(first);
    await first.stop();

    const second = await startLocalCloud({ dataDir });
    expect(before.map(({ kind }) => kind)).toEqual([
      'rule',
      'log-group',
      'resource-policy',
      'configuration-set',
    ]);
    expect(await mailEvents(second)).toEqual(before);
    const options = clientOptions(second);
    const url = (QueueUrl ?? '').replace(first.url, second.url);
    const { Messages } = await new SQSClient(options).send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(Messages?.[0]?.Body).toBe('kept');
    const { Role } = await new IAMClient(options).send(new GetRoleCommand({ RoleName: 'r' }));
    expect(Role?.Tags).toEqual([{ Key: 'k', Value: 'v' }]);
    const { PolicyDocument } = await new IAMClient(options).send(
      new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'p' }),
    );
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(grants);
    const { logGroups } = await new CloudWatchLogsClient(options).send(new DescribeLogGroupsCommand());
    expect(logGroups).toMatchObject([{ logGroupName: 'g' }]);
    const { SecurityGroups } = await new EC2Client(options).send(
      new DescribeSecurityGroupsCommand({ GroupNames: ['web'] }),
    );
    expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([{ FromPort: 80 }]);
    await second.stop();
  });

  it('writes shortly after a change, and leaves no half-written file', async () => {
    const cloud = await startLocalCloud({ dataDir });
    await new SQSClient(clientOptions(cloud)).send(new CreateQueueCommand({ QueueName: 'soon' }));
    await vi.waitFor(
      async () => expect(await readFile(join(dataDir, 'state.json'), 'utf8')).toContain('soon'),
      60_000,
    );
    expect((await readdir(dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await control(cloud, 'reset', { method: 'POST' });
    await cloud.stop();
    expect(await readFile(join(dataDir, 'state.json'), 'utf8')).not.toContain('soon');
  });

  it.each([
    '{"version":1',
    '[]',
    '{"version":99,"services":{}}',
    '{"version":1,"account":"000000000000","region":"us-east-1","services":{"iam":7}}',
  ])('does not start on a damaged file, nor change it: %s', async (text) => {
    const path = join(dataDir, 'state.json');
    await writeFile(path, text);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    await expect(startLocalCloud({ dataDir })).rejects.toThrow(`${path} cannot be used`);
    expect(await readFile(path, 'utf8')).toBe(text);
    // Nor later: nothing is left that would save the empty cloud over it.
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not take over the state of another account', async () => {
    await (await startLocalCloud({ dataDir, account: '111111111111' })).stop();
    await expect(startLocalCloud({ dataDir })).rejects.toThrow('belongs to account 111111111111');
  });
});
