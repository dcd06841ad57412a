import { invalidParameter } from './errors.ts';
import { parseFilterPolicy } from './filter/parse-filter-policy.ts';
import type { FilterPolicy, FilterPolicyScope } from './filter/filter-policy.ts';
import type { Subscription } from './state.ts';

const SETTABLE = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
]);

function validateRedrivePolicy(json: string): void {
  let target: unknown;
  try {
    target = (JSON.parse(json) as { deadLetterTargetArn?: unknown } | null)?.deadLetterTargetArn;
  } catch (cause) {
    throw Object.assign(invalidParameter('RedrivePolicy: failed to parse JSON.'), { cause });
  }
  if (typeof target !== 'string' || !/^arn:aws[\w-]*:sqs:[^:]+:\d{12}:.+$/.test(target)) {
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  }
}

/**
 * Checks a subscription's attributes together (a filter policy reads differently in another scope).
 * @returns the filter, parsed
 * @throws InvalidParameter in SNS's words.
 */
export function validateSubscriptionAttributes(
  attributes: Readonly<Record<string, string>>,
): FilterPolicy | undefined {
  const unknown = Object.keys(attributes).find((name) => !SETTABLE.has(name));
  if (unknown !== undefined)
    throw invalidParameter('AttributeName', `${unknown} is not a subscription attribute`);
  const { FilterPolicyScope: scope = 'MessageAttributes', RawMessageDelivery: raw = 'false' } = attributes;
  if (scope !== 'MessageAttributes' && scope !== 'MessageBody') {
    throw invalidParameter(
      `FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (raw !== 'true' && raw !== 'false') {
    throw invalidParameter(`Attributes: RawMessageDelivery: Invalid value [${raw}]. Must be true or false.`);
  }
  if (attributes.RedrivePolicy) validateRedrivePolicy(attributes.RedrivePolicy);
  return parseFilterPolicy(attributes.FilterPolicy, scope satisfies FilterPolicyScope);
}

/** The attributes as GetSubscriptionAttributes answers them. */
export function showSubscriptionAttributes(subscription: Subscription): Record<string, string> {
  const set = Object.entries(subscription.attributes).filter(([, value]) => value !== '');
  return {
    RawMessageDelivery: 'false',
    ...(subscription.filter !== undefined && { FilterPolicyScope: 'MessageAttributes' }),
    ...Object.fromEntries(set),
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: subscription.owner,
    SubscriptionPrincipal: subscription.principal,
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
  };
}
