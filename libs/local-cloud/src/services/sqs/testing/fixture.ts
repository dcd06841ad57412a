import { tmpdir } from 'node:os';
import { createManualClock, type ManualClock } from '../../../clock.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { createTaskNetwork } from '../../../network.ts';
import type { RequestContext } from '../../../service.ts';
import { createSqsService, type SqsService } from '../index.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
const ORIGIN = 'http://127.0.0.1:4566';

/** The context of a request by the account's root user. */
export function rootContext(signal = new AbortController().signal): RequestContext {
  return {
    account: ACCOUNT,
    region: REGION,
    requestId: 'request',
    origin: ORIGIN,
    principal: { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root` },
    signal,
  };
}

/** What services are created with when a test calls their operations itself, e.g. to move time. */
export function testEnvironment(directory = tmpdir()): CloudEnvironment {
  return {
    account: ACCOUNT,
    region: REGION,
    directory,
    origin: () => ORIGIN,
    network: createTaskNetwork(),
    contextFor: (service) => ({ ...rootContext(), principal: { kind: 'service', arn: service } }),
  };
}

export interface SqsFixture {
  readonly clock: ManualClock;
  readonly sqs: SqsService;
  readonly operations: SqsService['operations'];
  /** Creates a queue and returns its URL. */
  readonly queue: (name: string, attributes?: Record<string, string>) => Promise<string>;
  /** Bodies of what a receive gets. */
  readonly receive: (url: string, max?: number, visibility?: number) => Promise<string[]>;
}

/** SQS on a clock that stands still until the test moves it. */
export function sqsFixture(): SqsFixture {
  const clock = createManualClock();
  const sqs = createSqsService(testEnvironment(), { clock });
  const { operations } = sqs;
  return {
    clock,
    sqs,
    operations,
    async queue(name, attributes = {}) {
      const { QueueUrl } = await operations.CreateQueue(
        { QueueName: name, Attributes: attributes },
        rootContext(),
      );
      return QueueUrl!;
    },
    async receive(url, max = 10, visibility) {
      const input = { QueueUrl: url, MaxNumberOfMessages: max, VisibilityTimeout: visibility };
      const { Messages = [] } = await operations.ReceiveMessage(input, rootContext());
      return Messages.map((message) => message.Body!);
    },
  };
}
