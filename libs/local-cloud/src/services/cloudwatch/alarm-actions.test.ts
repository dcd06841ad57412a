import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';

let cloud: LocalCloud;
let clients: { sqs: SQSClient; sns: SNSClient; cloudwatch: CloudWatchClient };
beforeAll(async () => {
  cloud = await startLocalCloud({ alarmMinute: 50 });
  const config = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  clients = {
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    cloudwatch: new CloudWatchClient(config),
  };
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await cloud.stop();
});

test('a queue that fills up is seen as a metric, raises an alarm, and the alarm tells a topic', async () => {
  const { sqs, sns, cloudwatch } = clients;
  const { QueueUrl: work } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  const { QueueUrl: told } = await sqs.send(new CreateQueueCommand({ QueueName: 'told' }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: told, AttributeNames: ['QueueArn'] }),
  );
  const Endpoint = Attributes?.['QueueArn'];
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: Endpoint,
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: told, Attributes: { Policy } }));
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  const watched = {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'work' }],
    Period: 60,
  };
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...watched,
      AlarmName: 'deep',
      Statistic: 'Maximum',
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [TopicArn ?? ''],
    }),
  );
  for (const MessageBody of ['1', '2', '3'])
    await sqs.send(new SendMessageCommand({ QueueUrl: work, MessageBody }));

  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: told, WaitTimeSeconds: 10 }));
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ AlarmName: 'deep', NewStateValue: 'ALARM' });
  await vi.waitFor(
    async () => {
      const { AlarmHistoryItems } = await cloudwatch.send(
        new DescribeAlarmHistoryCommand({ AlarmName: 'deep', HistoryItemType: 'Action' }),
      );
      expect(AlarmHistoryItems?.[0]?.HistorySummary).toBe(`Successfully executed action ${TopicArn}`);
    },
    { timeout: 60_000 },
  );
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      ...watched,
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      Statistics: ['Maximum'],
    }),
  );
  expect(Math.max(...(Datapoints ?? []).map(({ Maximum = 0 }) => Maximum))).toBe(3);
});
