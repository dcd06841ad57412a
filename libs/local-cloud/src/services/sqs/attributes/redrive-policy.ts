import { invalidValue } from '../errors.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** 1 to 1000 receives. */
  readonly maxReceiveCount: number;
}

function parseObject(name: string, json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (cause) {
    throw Object.assign(invalidValue(name, json, `${name} is not a valid JSON map.`), { cause });
  }
  throw invalidValue(name, json, `${name} is not a valid JSON map.`);
}

/** @throws InvalidParameterValue in AWS's words for whatever is wrong with the RedrivePolicy attribute. */
export function parseRedrivePolicy(json: string): RedrivePolicy {
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = parseObject('RedrivePolicy', json);
  const refuse = (reason: string) => invalidValue('RedrivePolicy', json, reason);
  if (deadLetterTargetArn === undefined) {
    throw refuse('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  }
  if (maxReceiveCount === undefined) {
    throw refuse('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  }
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refuse(`Redrive policy contains unknown attribute: ${unknown}.`);
  if (
    typeof deadLetterTargetArn !== 'string' ||
    !/^arn:[^:]+:sqs:[^:]+:\d{12}:.+$/.test(deadLetterTargetArn)
  ) {
    throw refuse('Invalid value for deadLetterTargetArn.');
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw refuse('Invalid value for maxReceiveCount: must be an integer from 1 to 1000.');
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** Which queues may name this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns: readonly string[];
}

/** @throws InvalidParameterValue when the RedriveAllowPolicy attribute is not what AWS takes. */
export function parseRedriveAllowPolicy(json: string): RedriveAllowPolicy {
  const { redrivePermission, sourceQueueArns = [] } = parseObject('RedriveAllowPolicy', json);
  const refuse = (reason: string) => invalidValue('RedriveAllowPolicy', json, reason);
  if (
    redrivePermission !== 'allowAll' &&
    redrivePermission !== 'denyAll' &&
    redrivePermission !== 'byQueue'
  ) {
    throw refuse('redrivePermission must be allowAll, denyAll or byQueue.');
  }
  const arns = Array.isArray(sourceQueueArns) ? sourceQueueArns.map(String) : undefined;
  if (arns === undefined || arns.length > 10 || (redrivePermission === 'byQueue') !== arns.length > 0) {
    throw refuse('sourceQueueArns must list 1 to 10 queues with byQueue, and only then.');
  }
  return { redrivePermission, sourceQueueArns: arns };
}
