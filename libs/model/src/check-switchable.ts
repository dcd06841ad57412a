import type { EventSourceMappingResource } from './resource-lambda.ts';
import type { QueueResource, Resource } from './resource.ts';

/** What {@link checkSwitchable} looks at: one worker that a function is to take over. */
export interface Switchable {
  readonly queue: Pick<QueueResource, 'name' | 'visibilityTimeoutSeconds' | 'redrive'>;
  /** The function's timeout in seconds. */
  readonly timeoutSeconds: number;
  readonly mapping: Pick<
    EventSourceMappingResource,
    'name' | 'maximumConcurrency' | 'responseTypes' | 'filters'
  >;
}

const leastVisibility = 6;
const leastReceives = 5;

/**
 * Why a worker must not be moved to a function with these settings: each would lose orders, or send good ones to the
 * dead-letter queue. Pure; empty when it may.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function checkSwitchable({ queue, timeoutSeconds, mapping }: Switchable): string[] {
  const problems: string[] = [];
  const visibility = leastVisibility * timeoutSeconds;
  if (queue.visibilityTimeoutSeconds < visibility) {
    problems.push(
      `queue ${queue.name}: visibility timeout is ${queue.visibilityTimeoutSeconds} s; expected at least ${leastVisibility} times ` +
        `the function's timeout of ${timeoutSeconds} s (${visibility} s): shorten the one or lengthen the other`,
    );
  }
  if (queue.redrive === undefined) {
    problems.push(
      `queue ${queue.name} has no dead-letter queue: what cannot be handled would come back for ever`,
    );
  } else if (queue.redrive.maxReceiveCount < leastReceives) {
    problems.push(
      `queue ${queue.name}: maxReceiveCount is ${queue.redrive.maxReceiveCount}; expected at least ${leastReceives}, ` +
        'since a throttled function uses receives up',
    );
  }
  if (mapping.maximumConcurrency === undefined) {
    problems.push(
      `event source mapping ${mapping.name} has no MaximumConcurrency (2 to 1000): throttled pollers send good messages to the dead-letter queue`,
    );
  }
  if (!mapping.responseTypes.includes('ReportBatchItemFailures')) {
    problems.push(
      `event source mapping ${mapping.name} lacks ReportBatchItemFailures: one failing message would repeat its whole batch`,
    );
  }
  if (mapping.filters.length > 0) {
    problems.push(
      `event source mapping ${mapping.name} has a filter (${mapping.filters.join(', ')}): Lambda deletes what does not match it; filter in the subscription`,
    );
  }
  return problems;
}

/** Why these resources must not be removed by a switch: they belong to no phase. Pure; empty when they may. */
export function checkRemovable(removing: readonly Pick<Resource, 'id' | 'spine'>[]): string[] {
  return removing
    .filter(({ spine }) => spine)
    .map(({ id }) => `${id} belongs to the spine, which no switch removes: it holds orders`);
}
