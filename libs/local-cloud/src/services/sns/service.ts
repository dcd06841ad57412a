import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { SqsService } from '../sqs/index.ts';
import { createOperations } from './operations/operations.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { lookUpSubscription, type DeliveryCounts, type SnsState } from './state.ts';

export interface SnsService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** What became of a subscription's messages; undefined when there is no such subscription. */
  deliveries(subscriptionArn: string): Readonly<DeliveryCounts> | undefined;
}

/** Simple Notification Service: topics that fan out to SQS queues, with filter policies and dead-letter queues. */
export function createSnsService(
  environment: CloudEnvironment,
  deps: { sqs: Pick<SqsService, 'sendAs'>; clock?: Clock },
): SnsService {
  const state: SnsState = {
    environment,
    clock: deps.clock ?? systemClock,
    sqs: deps.sqs,
    topics: new Map(),
  };
  return {
    signingName: 'sns',
    operations: createOperations(state),
    deliveries: (arn) => lookUpSubscription(state, arn)?.counts,
    snapshot: () => takeSnapshot(state),
    restore: (snapshot) => restoreSnapshot(state, snapshot),
  };
}
