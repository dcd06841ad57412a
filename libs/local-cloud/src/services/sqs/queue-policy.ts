import { allows } from '../../policy/index.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Queue } from './queue/queue.ts';
import type { ServiceSender } from './service.ts';

/** Whether the queue's own policy lets another AWS service send for `sender.sourceArn`. */
export function allowsServiceToSend(
  queue: Queue,
  sender: ServiceSender,
  environment: Pick<CloudEnvironment, 'account'>,
): boolean {
  const policy = queue.policy();
  if (policy === undefined) return false;
  return allows([policy], 'sqs:SendMessage', queue.arn, {
    principal: { kind: 'service', arn: sender.service },
    values: { 'aws:SourceArn': sender.sourceArn, 'aws:SourceAccount': environment.account },
  });
}
