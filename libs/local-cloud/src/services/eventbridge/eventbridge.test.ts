import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';
import { clientOptions } from '../../testing/client-options.ts';
import { failure } from '../sqs/testing/cloud.ts';

let cloud: LocalCloud;
let events: EventBridge;
let logs: CloudWatchLogs;
let sqs: SQS;
beforeAll(async () => {
  cloud = await startLocalCloud();
  const options = { ...clientOptions(cloud), maxAttempts: 1 };
  events = new EventBridge(options);
  logs = new CloudWatchLogs(options);
  sqs = new SQS(options);
});
afterAll(() => cloud?.stop());

const groupArn = (name: string) => `arn:aws:logs:${cloud.region}:${cloud.account}:log-group:${name}`;
const say = async (Detail: object, Source = 'shop') =>
  await events.putEvents({ Entries: [{ Source, DetailType: 'Order', Detail: JSON.stringify(Detail) }] });
const policy = (principals: readonly string[], resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: principals },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: resource,
      },
    ],
  });
const messages = async (logGroupName: string) => {
  const { events: found = [] } = await logs.filterLogEvents({ logGroupName });
  return found.map(({ message = '' }) => JSON.parse(message) as { detail: unknown });
};

describe('EventBridge', () => {
  it('puts, shows, lists, tags, switches off and deletes rules', async () => {
    const EventPattern = JSON.stringify({ source: ['shop'] });
    const { RuleArn } = await events.putRule({
      Name: 'one',
      EventPattern,
      Description: 'd',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(RuleArn).toBe(`arn:aws:events:${cloud.region}:${cloud.account}:rule/one`);
    expect(await events.describeRule({ Name: 'one' })).toMatchObject({
      EventPattern,
      State: 'ENABLED',
      EventBusName: 'default',
    });
    await events.disableRule({ Name: 'one' });
    await events.tagResource({ ResourceARN: RuleArn, Tags: [{ Key: 'c', Value: 'd' }] });
    await events.untagResource({ ResourceARN: RuleArn, TagKeys: ['a'] });
    // Putting it again leaves its tags as they are.
    await events.putRule({ Name: 'one', EventPattern, Tags: [{ Key: 'e', Value: 'f' }], State: 'DISABLED' });
    expect((await events.listTagsForResource({ ResourceARN: RuleArn })).Tags).toEqual([
      { Key: 'c', Value: 'd' },
    ]);
    expect((await events.listRules({ NamePrefix: 'on' })).Rules).toMatchObject([
      { Name: 'one', State: 'DISABLED' },
    ]);
    const Arn = groupArn('/aws/events/x');
    await events.putTargets({ Rule: 'one', Targets: [{ Id: 'log', Arn }] });
    expect((await events.listTargetsByRule({ Rule: 'one' })).Targets).toEqual([{ Id: 'log', Arn }]);
    expect((await events.listRuleNamesByTarget({ TargetArn: Arn })).RuleNames).toEqual(['one']);
    expect(await failure(events.deleteRule({ Name: 'one' }))).toMatchObject({ name: 'ValidationException' });
    expect(await events.removeTargets({ Rule: 'one', Ids: ['log', 'none'] })).toMatchObject({
      FailedEntryCount: 1,
    });
    await events.deleteRule({ Name: 'one' });
    await events.deleteRule({ Name: 'one' });
    expect(await failure(events.describeRule({ Name: 'one' }))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 400,
    });
  });

  it('refuses what it cannot do, rather than do nothing', async () => {
    const EventPattern = '{"source": ["x"]}';
    await events.putRule({ Name: 'two', EventPattern });
    const put = (target: object) =>
      failure(events.putTargets({ Rule: 'two', Targets: [{ Id: 'a', Arn: groupArn('g'), ...target }] }));
    expect(await put({ Arn: 'arn:aws:sns:us-east-1:1:t' })).toMatchObject({ status: 501 });
    expect(await put({ InputPath: '$.detail' })).toMatchObject({ status: 501 });
    expect(await put({ Input: '{' })).toMatchObject({ name: 'ValidationException' });
    expect(await failure(events.putRule({ Name: 'three', EventPattern: '{' }))).toMatchObject({
      name: 'InvalidEventPatternException',
    });
    expect(await failure(events.putRule({ Name: 'three', ScheduleExpression: 'rate(1 day)' }))).toMatchObject(
      {
        status: 501,
      },
    );
    expect(
      await failure(events.putRule({ Name: 'three', EventPattern, EventBusName: 'other' })),
    ).toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await say({}, 'aws.ses')).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }],
    });
  });

  it('writes into a log group once a resource policy of Logs lets both writers, and only there', async () => {
    await logs.createLogGroup({ logGroupName: '/aws/events/a' });
    await logs.createLogGroup({ logGroupName: '/other' });
    for (const [Name, group] of [
      ['a', '/aws/events/a'],
      ['b', '/other'],
    ] as const) {
      await events.putRule({
        Name,
        EventPattern: JSON.stringify({ source: ['log'], detail: { n: [{ exists: true }] } }),
      });
      await events.putTargets({ Rule: Name, Targets: [{ Id: 'log', Arn: groupArn(group) }] });
    }
    await events.putRule({ Name: 'seen', EventPattern: '{"source": ["log"]}' });
    const { QueueUrl } = await sqs.createQueue({ QueueName: 'seen' });
    const queueArn = `arn:aws:sqs:${cloud.region}:${cloud.account}:seen`;
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: queuePolicy(queueArn) } });
    await events.putTargets({ Rule: 'seen', Targets: [{ Id: 'queue', Arn: queueArn }] });
    // The queue's rule comes last: what is in the queue was handed to the log groups before.
    const handedOver = async () => {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
      return JSON.parse(Messages[0]?.Body ?? '{}') as { detail?: unknown };
    };
    const resource = `${groupArn('/aws/events/*')}:*`;
    await say({ n: 1 }, 'log');
    expect((await handedOver()).detail).toEqual({ n: 1 });
    await logs.putResourcePolicy({
      policyName: 'p',
      policyDocument: policy(['events.amazonaws.com'], resource),
    });
    await say({ n: 2 }, 'log');
    expect((await handedOver()).detail).toEqual({ n: 2 });
    expect(await messages('/aws/events/a')).toEqual([]);
    const both = ['events.amazonaws.com', 'delivery.logs.amazonaws.com'];
    await logs.putResourcePolicy({ policyName: 'p', policyDocument: policy(both, resource) });
    await say({ n: 3 }, 'log');
    expect((await handedOver()).detail).toEqual({ n: 3 });
    expect(await messages('/aws/events/a')).toMatchObject([
      { source: 'log', 'detail-type': 'Order', account: cloud.account, detail: { n: 3 } },
    ]);
    expect(await messages('/other')).toEqual([]);
    await logs.deleteResourcePolicy({ policyName: 'p' });
  });

  it('takes ten resource policies of Logs, and none that allows anything else', async () => {
    const policyDocument = policy(['events.amazonaws.com'], '*');
    const names = Array.from({ length: 10 }, (_, n) => `policy-${n}`);
    for (const policyName of names) await logs.putResourcePolicy({ policyName, policyDocument });
    await logs.putResourcePolicy({ policyName: 'policy-0', policyDocument });
    expect(await failure(logs.putResourcePolicy({ policyName: 'more', policyDocument }))).toMatchObject({
      name: 'LimitExceededException',
    });
    expect((await logs.describeResourcePolicies({})).resourcePolicies).toHaveLength(10);
    for (const policyName of names) await logs.deleteResourcePolicy({ policyName });
    expect(await failure(logs.deleteResourcePolicy({ policyName: 'policy-0' }))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
    for (const wrong of ['{', policyDocument.replace('logs:PutLogEvents', 'logs:DeleteLogGroup')])
      expect(await failure(logs.putResourcePolicy({ policyName: 'w', policyDocument: wrong }))).toMatchObject(
        {
          name: 'InvalidParameterException',
        },
      );
  });
});

function queuePolicy(queueArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
      },
    ],
  });
}
