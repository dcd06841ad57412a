import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { FilterPolicy, FilterPolicyScope } from './filter-policy.ts';
import { member, policyMatches } from './matches.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value SNS matches on: text, a number, the elements of a String.Array; binary is not looked at. */
function attributeValue(attribute: MessageAttributeValue | undefined): unknown {
  if (attribute?.StringValue === undefined) return undefined;
  if (attribute.DataType === 'Number') return Number(attribute.StringValue);
  if (attribute.DataType === 'String.Array') {
    const values = parseJson(attribute.StringValue);
    return Array.isArray(values) ? values : attribute.StringValue;
  }
  return attribute.StringValue;
}

export interface Filterable {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
}

/** Whether a subscription with this filter gets the message. A body that is no JSON object matches no body policy. */
export function passesFilter(
  filter: FilterPolicy | undefined,
  scope: FilterPolicyScope,
  message: Filterable,
): boolean {
  if (filter === undefined) return true;
  if (scope === 'MessageAttributes') {
    return policyMatches(filter, (key) =>
      Object.hasOwn(message.attributes, key) ? attributeValue(message.attributes[key]) : undefined,
    );
  }
  const body = parseJson(message.body);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return policyMatches(filter, (key) => member(body, key));
}
