import { totalmem } from 'node:os';
import type { GetQueueAttributesResult, Message, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../clock.ts';
import { callService } from '../../../call-service.ts';
import { findQualified } from '../find.ts';
import { invokeFunction } from '../invoke.ts';
import type { Lambda } from '../records.ts';
import type { Mapping } from './mapping.ts';
import type { PollerWorld } from './poll-once.ts';

const WAIT_SECONDS = 20;

export const queueUrl = ({ environment }: Lambda, arn: string): string =>
  `${environment.origin()}/${environment.account}/${arn.split(':').at(-1)}`;

/** Where AWS stops. */
const MOST_POLLERS = 1250;
const LEAST_POLLERS = 10;
const MIB = 1024 * 1024;

/** How many batches a mapping without MaximumConcurrency has worked on at once: each in a process, which must fit into half of this machine's memory. */
export function roomFor(lambda: Lambda, { functionArn }: Mapping): number {
  const memorySize = memoryOf(lambda, functionArn);
  // Its function is gone: each poll says so.
  if (memorySize === undefined) return LEAST_POLLERS;
  return Math.max(LEAST_POLLERS, Math.min(MOST_POLLERS, Math.floor(totalmem() / 2 / (memorySize * MIB))));
}

function memoryOf(lambda: Lambda, functionArn: string): number | undefined {
  try {
    return findQualified(lambda, functionArn).version.settings.memorySize;
  } catch {
    return undefined;
  }
}

/** The real queue and the real function, both with what the function's role may do at that moment. */
export function realWorld(lambda: Lambda, mapping: Mapping): PollerWorld {
  const { environment, deps } = lambda;
  const context = environment.contextFor('lambda.amazonaws.com');
  const assertAllowed = (action: string): void => {
    const { version } = findQualified(lambda, mapping.functionArn);
    if (!deps.iam.permits(version.settings.role, action, mapping.queueArn)) {
      throw new Error(`${version.settings.role} may not ${action} on ${mapping.queueArn}.`);
    }
  };
  return {
    region: environment.region,
    async receive(max, signal) {
      assertAllowed('sqs:ReceiveMessage');
      const input = {
        QueueUrl: queueUrl(lambda, mapping.queueArn),
        MaxNumberOfMessages: max,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      };
      const both = { ...context, signal: AbortSignal.any([context.signal, signal]) };
      const { Messages = [] } = await callService<ReceiveMessageResult>(
        deps.sqs,
        'ReceiveMessage',
        input,
        both,
      );
      return Messages;
    },
    async remove(messages: readonly Message[]) {
      assertAllowed('sqs:DeleteMessage');
      for (let from = 0; from < messages.length; from += 10) {
        const Entries = messages
          .slice(from, from + 10)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        const input = { QueueUrl: queueUrl(lambda, mapping.queueArn), Entries };
        await callService(deps.sqs, 'DeleteMessageBatch', input, context);
      }
    },
    async visibility() {
      const input = { QueueUrl: queueUrl(lambda, mapping.queueArn), AttributeNames: ['VisibilityTimeout'] };
      const { Attributes } = await callService<GetQueueAttributesResult>(
        deps.sqs,
        'GetQueueAttributes',
        input,
        context,
      );
      return Number(Attributes?.['VisibilityTimeout']) * 1000;
    },
    now: () => lambda.clock.now(),
    pause: (milliseconds, signal) => pause(lambda.clock, milliseconds, signal),
    async invoke(event, traceId) {
      const target = findQualified(lambda, mapping.functionArn);
      const result = await invokeFunction(lambda, target, { payload: event, traceId });
      return { payload: result.payload, failed: result.functionError !== undefined };
    },
  };
}

function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, end);
    function end(): void {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    }
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
