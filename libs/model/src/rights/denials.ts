import type { PolicyStatement } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';

const losesOrders = [
  'dynamodb:DeleteTable',
  'sns:DeleteTopic',
  'sns:Unsubscribe',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
];

/**
 * Nobody deletes or empties what holds orders outside previews, whatever another policy of the role should say one day.
 * @param previews whose queues, topics and tables may go; none where nothing may
 */
export function keepOrders(previews?: Reach): PolicyStatement {
  const common = { Sid: 'KeepOrders', Effect: 'Deny', Action: losesOrders } as const;
  if (previews === undefined) return { ...common, Resource: '*' };
  return {
    ...common,
    NotResource: [
      ...arnsOf(previews, 'sns', '%', previews.topics),
      ...arnsOf(previews, 'sqs', '%', previews.queues),
      ...arnsOf(previews, 'dynamodb', 'table/%', previews.tables),
    ],
  };
}
