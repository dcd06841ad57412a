import { finders } from './resource-finders.ts';
import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * Operations for which AWS knows no resource: only a statement on `*` allows them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const nowhere: Readonly<Record<string, RegExp>> = {
  'application-autoscaling': /^Describe/,
  ec2: /^Describe/,
  // ListTasks has container instances for resources, which Fargate has none of; a policy narrows it by ecs:cluster.
  ecs: /^(DeregisterTaskDefinition|DescribeTaskDefinition|List(TaskDefinitions|TaskDefinitionFamilies|Clusters|Tasks|Services))$/,
  elasticloadbalancing: /^Describe/,
  events: /^(ListRules|ListRuleNamesByTarget|TestEventPattern)$/,
  lambda: /^(List(Functions|EventSourceMappings)|CreateEventSourceMapping|GetAccountSettings)$/,
};

/** The ARNs of what a call is about; `*` where it names none. */
export function resourcesOf(
  signingName: string,
  operation: string,
  input: Input,
  place: Place,
): readonly string[] {
  if (nowhere[signingName]?.test(operation)) return ['*'];
  const found = finders[signingName]?.(input, place, operation);
  const list = [found ?? []].flat();
  return list.length === 0 ? ['*'] : list;
}
