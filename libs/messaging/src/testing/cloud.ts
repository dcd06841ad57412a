import { randomUUID } from 'node:crypto';
import { createDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import { startLocalCloud, type LocalCloud } from '@phaseline/local-cloud';

/** A queue of its own, with its dead-letter queue. */
export interface TestQueue {
  readonly url: string;
  readonly arn: string;
  readonly deadLetterUrl: string;
  /** Visible, in flight and delayed messages. */
  counts(): Promise<{ visible: number; inFlight: number; deadLetters: number }>;
}

/** A local cloud, a client for it, and a way to make what tests need in it. */
export interface TestCloud {
  readonly cloud: LocalCloud;
  readonly plane: DataPlane;
  queue(settings?: { maxReceiveCount?: number; deadLetters?: boolean }): Promise<TestQueue>;
  /** A topic that delivers raw to `queue`. */
  topic(queue: TestQueue, settings?: { raw?: boolean }): Promise<string>;
  /** A table with `pk`, `sk` and a TTL on `expiresAt`, as the order system has it. Returns its name. */
  table(): Promise<string>;
  /** Fails calls: see `/_cloud/faults`. */
  fault(fault: object): Promise<void>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cloud on a free port. */
export async function startTestCloud(): Promise<TestCloud> {
  const cloud = await startLocalCloud();
  const plane = createDataPlane({ environment: cloud.env });
  const numbersOf = async (url: string): Promise<{ visible: number; inFlight: number }> => {
    // By one call: a message on its way from one to the other must not be missed by both.
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await plane.sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: names });
    return { visible: Number(Attributes?.[names[0]]), inFlight: Number(Attributes?.[names[1]]) };
  };

  async function createQueue(
    name: string,
    attributes: Record<string, string>,
  ): Promise<{ url: string; arn: string }> {
    const headers = { 'x-amz-target': 'AmazonSQS.CreateQueue', 'content-type': 'application/x-amz-json-1.0' };
    const answer = await raw(
      cloud,
      'sqs',
      headers,
      JSON.stringify({ QueueName: name, Attributes: attributes }),
    );
    const { QueueUrl: url } = JSON.parse(answer) as { QueueUrl: string };
    return { url, arn: `arn:aws:sqs:${cloud.region}:${cloud.account}:${name}` };
  }

  return {
    cloud,
    plane,
    async queue({ maxReceiveCount = 1000, deadLetters = true } = {}) {
      const name = `q-${randomUUID()}`;
      const dlq = await createQueue(`${name}-dlq`, {});
      const policy = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount });
      const { url, arn } = await createQueue(name, deadLetters ? { RedrivePolicy: policy } : {});
      return {
        url,
        arn,
        deadLetterUrl: dlq.url,
        counts: async () => ({
          ...(await numbersOf(url)),
          deadLetters: (await numbersOf(dlq.url)).visible,
        }),
      };
    },
    async topic(queue, { raw: rawDelivery = true } = {}) {
      const name = `t-${randomUUID()}`;
      await query(cloud, 'sns', { Action: 'CreateTopic', Name: name });
      const topicArn = `arn:aws:sns:${cloud.region}:${cloud.account}:${name}`;
      const policy = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue.arn,
            Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
          },
        ],
      };
      const headers = {
        'x-amz-target': 'AmazonSQS.SetQueueAttributes',
        'content-type': 'application/x-amz-json-1.0',
      };
      const input = { QueueUrl: queue.url, Attributes: { Policy: JSON.stringify(policy) } };
      await raw(cloud, 'sqs', headers, JSON.stringify(input));
      await query(cloud, 'sns', {
        Action: 'Subscribe',
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: queue.arn,
        'Attributes.entry.1.key': 'RawMessageDelivery',
        'Attributes.entry.1.value': String(rawDelivery),
      });
      return topicArn;
    },
    async table() {
      const name = `table-${randomUUID()}`;
      const keys = [
        ['pk', 'HASH'],
        ['sk', 'RANGE'],
      ] as const;
      const input = {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map(([AttributeName]) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
      };
      const headers = {
        'x-amz-target': 'DynamoDB_20120810.CreateTable',
        'content-type': 'application/x-amz-json-1.0',
      };
      await raw(cloud, 'dynamodb', headers, JSON.stringify(input));
      for (let active = false; !active;) {
        active = (await plane.dynamodb.describeTable({ TableName: name })).Table.TableStatus === 'ACTIVE';
      }
      return name;
    },
    async fault(fault) {
      const response = await fetch(`${cloud.url}/_cloud/faults`, {
        method: 'POST',
        body: JSON.stringify(fault),
      });
      if (!response.ok) throw new Error(`faults: ${response.status} ${await response.text()}`);
    },
    async clearFaults() {
      await fetch(`${cloud.url}/_cloud/faults`, { method: 'DELETE' });
    },
    async stop() {
      await plane.close();
      await cloud.stop();
    },
  };
}

async function query(
  cloud: LocalCloud,
  service: string,
  parameters: Record<string, string>,
): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return raw(cloud, service, headers, String(new URLSearchParams({ Version: '2010-03-31', ...parameters })));
}

/** The data plane sets nothing up, on purpose; the local cloud routes by the credential scope and checks no signature. */
async function raw(
  cloud: LocalCloud,
  service: string,
  headers: Record<string, string>,
  body: string,
): Promise<string> {
  const scope = `local/20260101/${cloud.region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
  const response = await fetch(cloud.url, { method: 'POST', headers: { ...headers, authorization }, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${service}: HTTP ${response.status}: ${answer}`);
  return answer;
}
