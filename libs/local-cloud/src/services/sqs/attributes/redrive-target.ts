import { invalidValue } from '../errors.ts';
import type { Queues } from '../queue/queues.ts';
import type { StoredAttributes } from './definitions.ts';
import { parseRedriveAllowPolicy, parseRedrivePolicy } from './redrive-policy.ts';

/** @throws InvalidParameterValue when the dead-letter queue is missing, of the other type, or does not allow `arn`. */
export function assertRedriveTarget(
  queues: Queues,
  arn: string,
  attributes: StoredAttributes,
  fifo: boolean,
): void {
  const json = attributes.RedrivePolicy;
  if (json === undefined || json === '') return;
  const target = queues.findByArn(parseRedrivePolicy(json).deadLetterTargetArn);
  if (target === undefined) {
    throw invalidValue('RedrivePolicy', json, 'Dead letter target does not exist.');
  }
  if (target.fifo !== fifo) {
    throw invalidValue('RedrivePolicy', json, 'Dead-letter queue must be same type of queue as the source.');
  }
  const allow = target.attributes.RedriveAllowPolicy;
  if (allow === undefined || allow === '') return;
  const { redrivePermission, sourceQueueArns } = parseRedriveAllowPolicy(allow);
  if (
    redrivePermission === 'denyAll' ||
    (redrivePermission === 'byQueue' && !sourceQueueArns.includes(arn))
  ) {
    throw invalidValue('RedrivePolicy', json, 'Dead letter target does not allow this source queue.');
  }
}
