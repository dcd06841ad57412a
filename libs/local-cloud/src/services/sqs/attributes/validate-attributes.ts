import { parsePolicy } from '../../../policy/index.ts';
import { AwsError } from '../../../service.ts';
import { invalidParameterValue } from '../errors.ts';
import {
  CHOICE_ATTRIBUTES,
  COMPUTED_ATTRIBUTES,
  FIFO_ATTRIBUTES,
  NUMERIC_ATTRIBUTES,
  type StoredAttributes,
} from './definitions.ts';
import { parseRedriveAllowPolicy, parseRedrivePolicy } from './redrive-policy.ts';

function invalid(name: string, why: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}. Reason: ${why}`, {
    statusCode: 400,
  });
}

function normalizePolicy(json: string): string {
  try {
    parsePolicy(json, 'resource');
  } catch (cause) {
    throw Object.assign(invalid('Policy', (cause as Error).message), { cause });
  }
  return json;
}

function normalizeValue(name: keyof StoredAttributes, value: string, fifo: boolean): string {
  const bounds = NUMERIC_ATTRIBUTES[name];
  if (bounds !== undefined) {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < bounds.min || number > bounds.max) {
      throw invalid(name, `${value} is not a whole number from ${bounds.min} to ${bounds.max}.`);
    }
    return String(number);
  }
  const choices = CHOICE_ATTRIBUTES[name];
  if (choices !== undefined) {
    if (FIFO_ATTRIBUTES.has(name) && !fifo) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`, { statusCode: 400 });
    }
    if (!choices.includes(value)) throw invalid(name, `${value} is not one of ${choices.join(', ')}.`);
    return value;
  }
  // An empty document takes these away again.
  if (value === '') return value;
  if (name === 'RedrivePolicy') {
    const { deadLetterTargetArn, maxReceiveCount } = parseRedrivePolicy(value);
    return JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
  }
  if (name === 'RedriveAllowPolicy') return JSON.stringify({ ...parseRedriveAllowPolicy(value) });
  if (name === 'Policy') return normalizePolicy(value);
  if (name === 'KmsMasterKeyId') return value;
  throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`, { statusCode: 400 });
}

/**
 * The caller's queue attributes as SQS stores them (numbers and redrive policies normalised).
 * @throws InvalidAttributeName, InvalidAttributeValue or InvalidParameterValue naming what is wrong.
 */
export function normalizeAttributes(attributes: StoredAttributes, fifo: boolean): StoredAttributes {
  const stored: StoredAttributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    const name = key as keyof StoredAttributes;
    if (COMPUTED_ATTRIBUTES.has(name)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`, { statusCode: 400 });
    }
    stored[name] = normalizeValue(name, value, fifo);
  }
  if (fifo && stored.FifoQueue === 'false') {
    throw invalidParameterValue('A queue whose name ends in .fifo must have FifoQueue set to true.');
  }
  return stored;
}
