import type { Principal } from '../service.ts';
import { conditionHolds, type ConditionValues } from './condition.ts';
import { listOf, type PolicyDocument, type Statement } from './document.ts';
import { matches } from './match.ts';
import { meansPrincipal } from './principal.ts';

export interface PolicyContext {
  /** Who calls: for policies that name principals (queue policies, trust policies). */
  readonly principal?: Principal;
  /** Condition keys, e.g. `{ 'aws:SourceArn': topicArn }`. */
  readonly values?: ConditionValues;
}

/**
 * What policies say to an action on a resource: `deny` when any statement denies it, else `allow` when any allows it,
 * else `none`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  policies: readonly PolicyDocument[],
  action: string,
  resource: string,
  context: PolicyContext = {},
): 'allow' | 'deny' | 'none' {
  let answer: 'allow' | 'none' = 'none';
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      // Another that allows would say nothing new.
      if (statement.Effect === 'Allow' && answer === 'allow') continue;
      if (!fits(statement, action, resource, context)) continue;
      if (statement.Effect === 'Deny') return 'deny';
      answer = 'allow';
    }
  }
  return answer;
}

/** Whether policies allow an action (`sqs:SendMessage`) on a resource (an ARN, or `*`): some statement allows it, none denies it. */
export function allows(
  policies: readonly PolicyDocument[],
  action: string,
  resource: string,
  context: PolicyContext = {},
): boolean {
  return evaluate(policies, action, resource, context) === 'allow';
}

function fits(
  statement: Statement,
  action: string,
  resource: string,
  { principal, values = {} }: PolicyContext,
): boolean {
  const { Action, NotAction, Resource, NotResource, Principal: element, NotPrincipal, Condition } = statement;
  const actions = (list: readonly string[]): boolean =>
    list.some((pattern) => matchesAction(pattern, action));
  if (Action !== undefined ? !actions(listOf(Action)) : actions(listOf(NotAction))) return false;
  const resources = (list: readonly string[]): boolean => list.some((pattern) => matches(pattern, resource));
  // Trust policies name no resource: they are about the role they hang on.
  if (Resource !== undefined && !resources(listOf(Resource))) return false;
  if (NotResource !== undefined && resources(listOf(NotResource))) return false;
  if (element !== undefined && !meansPrincipal(element, principal)) return false;
  if (NotPrincipal !== undefined && meansPrincipal(NotPrincipal, principal)) return false;
  return conditionHolds(Condition, values);
}

/** Actions are compared without case. SQS's own policies may also say `SQS:*`. */
function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern, action, true);
}
