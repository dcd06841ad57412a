import { type Component, workerComponents } from '../components.ts';
import { policy } from '../policy.ts';
import type { Resource } from '../resource.ts';
import { mailResources } from './mail.ts';
import { resourceId, type Scope } from './scope.ts';

const day = 24 * 60 * 60;
const longestPollSeconds = 20;

/** What no phase owns: topic, table, what mail is sent with, and each worker's queue. */
export function spineResources(scope: Scope): Resource[] {
  const { describe, names, arns, settings } = scope;
  return [
    describe('topic', names.topic, { spine: true, arn: arns.topic(names.topic) }),
    describe('table', names.table, {
      spine: true,
      partitionKey: 'pk',
      sortKey: 'sk',
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecovery: settings.pointInTimeRecovery,
    }),
    ...mailResources(scope),
    ...workerComponents.flatMap((component) => queueResources(component, scope)),
  ];
}

function queueResources(component: Component, { describe, names, arns, settings }: Scope): Resource[] {
  const queue = names.queue(component);
  const deadLetterQueue = names.deadLetterQueue(component);
  const topicArn = arns.topic(names.topic);
  const common = { spine: true, component, receiveWaitSeconds: longestPollSeconds };
  return [
    describe('queue', deadLetterQueue, {
      ...common,
      arn: arns.queue(deadLetterQueue),
      visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds,
      // The longest there is: a failed order must outlive a long weekend.
      retentionSeconds: 14 * day,
    }),
    describe('queue', queue, {
      ...common,
      dependsOn: [resourceId('queue', deadLetterQueue)],
      arn: arns.queue(queue),
      visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds,
      // Less than the dead-letter queue's, which counts from when the message was first sent.
      retentionSeconds: 4 * day,
      redrive: {
        deadLetterArn: arns.queue(deadLetterQueue),
        maxReceiveCount: settings.maxReceiveCount,
      },
    }),
    describe('queuePolicy', queue, {
      spine: true,
      component,
      queue,
      dependsOn: [resourceId('queue', queue), resourceId('topic', names.topic)],
      policy: policy({
        Sid: 'OrderEventsMaySend',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arns.queue(queue),
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      }),
    }),
    describe('subscription', queue, {
      spine: true,
      component,
      topicArn,
      queueArn: arns.queue(queue),
      rawDelivery: true,
      // The policy first: what SNS may not send in between is lost.
      dependsOn: [resourceId('topic', names.topic), resourceId('queuePolicy', queue)],
    }),
  ];
}
