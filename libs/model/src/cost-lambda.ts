import { type Component, componentTraits } from './components.ts';
import { prices, idlePollsPerSecond, secondsPerMonth } from './prices.ts';
import type { EventSourceMappingResource, FunctionResource } from './resource-lambda.ts';
import type { Resource } from './resource.ts';

/** What is billed of an invocation, in milliseconds. */
export interface BilledMilliseconds {
  /** An invocation without messages. */
  readonly invocation: number;
  /** Each message of a batch on top. */
  readonly message: number;
}

/** A guess for as long as nobody gives a measurement: a warm function that waits for one or two calls to AWS. */
export const assumedMilliseconds: BilledMilliseconds = { invocation: 15, message: 3 };

export interface Load {
  readonly ordersPerSecond: number;
  readonly milliseconds: BilledMilliseconds;
}

/** Pollers of an idle mapping: five, two where MaximumConcurrency is set (docs: SQS event source scaling). */
const idlePollers = (mapping: EventSourceMappingResource) =>
  mapping.maximumConcurrency === undefined ? 5 : 2;
const million = 1e6;

/** Messages of one batch on average: what comes in a batching window, at least one, at most what the mapping takes. */
function messagesPerBatch(
  { batchSize, batchingWindowSeconds }: EventSourceMappingResource,
  ordersPerSecond: number,
) {
  return Math.min(batchSize, Math.max(1, ordersPerSecond * batchingWindowSeconds));
}

/** Invocations and their duration. */
export function functionCost(lambda: FunctionResource, resources: readonly Resource[], load: Load) {
  const { id, component } = lambda;
  const mapping = mappingOf(component, resources);
  const batch = mapping ? messagesPerBatch(mapping, load.ordersPerSecond) : 1;
  const invocations = (load.ordersPerSecond * secondsPerMonth) / batch;
  const memory = lambda.definition.MemorySize ?? 128;
  const billed = load.milliseconds.invocation + (mapping ? batch * load.milliseconds.message : 0);
  const perInvocation =
    prices.lambdaMillionRequests / million + (billed / 1000) * (memory / 1024) * prices.lambdaArmGbSecond;
  return {
    id,
    monthly: invocations * perInvocation,
    why: `${Math.round(invocations)} invocations of ${billed.toFixed(0)} ms at ${memory} MiB`,
  };
}

/** Polling: against an empty queue, or a receive and a delete a batch where that is more. */
export function mappingCost(mapping: EventSourceMappingResource, { ordersPerSecond }: Load) {
  const idle = idlePollers(mapping) * idlePollsPerSecond;
  const busy = (2 * ordersPerSecond) / messagesPerBatch(mapping, ordersPerSecond);
  const requests = Math.max(idle, busy) * secondsPerMonth;
  return {
    id: mapping.id,
    monthly: (requests / million) * prices.sqsMillionRequests,
    why: `${Math.round(requests)} SQS requests by ${busy > idle ? 'batches' : `${idlePollers(mapping)} idle pollers`}`,
  };
}

/** One request an order. */
export function httpApiCost(id: string, { ordersPerSecond }: Load) {
  const requests = ordersPerSecond * secondsPerMonth;
  return {
    id,
    monthly: (requests / million) * prices.httpApiMillionRequests,
    why: `${Math.round(requests)} requests`,
  };
}

function mappingOf(
  component: Component | undefined,
  resources: readonly Resource[],
): EventSourceMappingResource | undefined {
  if (component === undefined || componentTraits[component].role === 'api') return undefined;
  return resources.find(
    (resource): resource is EventSourceMappingResource =>
      resource.kind === 'eventSourceMapping' && resource.component === component,
  );
}
