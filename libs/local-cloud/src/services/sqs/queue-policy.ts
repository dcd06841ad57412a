import { allows, type PolicyDocument } from '../../policy/index.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Queue } from './queue/queue.ts';
import type { ServiceSender } from './service.ts';

/** What a policy says to a sender does not change, and every message of every subscription asks. A policy that is put anew is another document. */
const answers = new WeakMap<PolicyDocument, Map<string, boolean>>();

/** Whether the queue's own policy lets another AWS service send for `sender.sourceArn`. */
export function allowsServiceToSend(
  queue: Queue,
  sender: ServiceSender,
  environment: Pick<CloudEnvironment, 'account'>,
): boolean {
  const policy = queue.policy();
  if (policy === undefined) return false;
  let known = answers.get(policy);
  if (known === undefined || known.size > 1000) answers.set(policy, (known = new Map()));
  const key = `${queue.arn} ${sender.service} ${sender.sourceArn}`;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = allows([policy], 'sqs:SendMessage', queue.arn, {
      principal: { kind: 'service', arn: sender.service },
      values: { 'aws:SourceArn': sender.sourceArn, 'aws:SourceAccount': environment.account },
    });
    known.set(key, answer);
  }
  return answer;
}
