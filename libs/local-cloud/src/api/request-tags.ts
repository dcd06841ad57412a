import type { Permission } from './access.ts';
import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;

/** The tags that a call gives, in whichever shape its service takes them. */
export function requestTags(input: Input): Readonly<Record<string, string>> {
  const specifications = Array.isArray(input.TagSpecifications) ? (input.TagSpecifications as Input[]) : [];
  const given = [input.Tags, input.tags, ...specifications.map(({ Tags }) => Tags)];
  return Object.fromEntries(given.flatMap(pairsOf));
}

function pairsOf(tags: unknown): [string, string][] {
  if (typeof tags !== 'object' || tags === null) return [];
  if (!Array.isArray(tags)) return Object.entries(tags).map(([key, value]) => [key, String(value)]);
  return (tags as Record<string, string | undefined>[]).flatMap((tag) => {
    const key = tag['Key'] ?? tag['key'];
    return typeof key === 'string' ? [[key, tag['Value'] ?? tag['value'] ?? ''] as [string, string]] : [];
  });
}

/** `aws:RequestTag/<key>` and `aws:TagKeys`. */
export function requestTagValues(input: Input): Record<string, string | readonly string[]> {
  const tags = Object.entries(requestTags(input));
  const untagged = [input.TagKeys, input.tagKeys, input.TagKeyList].find((keys) => Array.isArray(keys)) as
    | string[]
    | undefined;
  const keys = untagged ?? tags.map(([key]) => key);
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(keys.length === 0 ? {} : { 'aws:TagKeys': keys }),
  };
}

/** What a service asks for beside its own action when something is created with tags. */
const tagActions: Readonly<Record<string, string>> = {
  'application-autoscaling': 'application-autoscaling:TagResource',
  dynamodb: 'dynamodb:TagResource',
  ec2: 'ec2:CreateTags',
  ecr: 'ecr:TagResource',
  ecs: 'ecs:TagResource',
  elasticloadbalancing: 'elasticloadbalancing:AddTags',
  events: 'events:TagResource',
  lambda: 'lambda:TagResource',
  logs: 'logs:TagResource',
  ses: 'ses:TagResource',
  sns: 'sns:TagResource',
  sqs: 'sqs:TagQueue',
};
const iamTagActions: Readonly<Record<string, string>> = {
  CreateRole: 'iam:TagRole',
  CreatePolicy: 'iam:TagPolicy',
  CreateOpenIDConnectProvider: 'iam:TagOpenIDConnectProvider',
};
/** Services that say in a condition key which call the tags come with. */
const createActions: Readonly<Record<string, string>> = {
  ec2: 'ec2:CreateAction',
  ecs: 'ecs:CreateAction',
  elasticloadbalancing: 'elasticloadbalancing:CreateAction',
};

/** Tagging what is created is a permission of its own. */
export function tagPermissions(
  signingName: string,
  operation: string,
  input: Input,
  own: readonly Permission[],
  { account, region }: Place,
): Permission[] {
  if (!/^(Create|Register|PutRule$)/.test(operation) || Object.keys(requestTags(input)).length === 0)
    return [];
  const action = signingName === 'iam' ? iamTagActions[operation] : tagActions[signingName];
  if (action === undefined) return [];
  const key = createActions[signingName];
  return own
    .filter(({ resource }) => !resource.includes(':vpc/'))
    .map(({ resource, values }) => ({
      action,
      // The call itself has no resource, what it makes has one.
      resource:
        operation === 'CreateEventSourceMapping'
          ? `arn:aws:lambda:${region}:${account}:event-source-mapping:*`
          : resource,
      values: { ...values, ...(key === undefined ? {} : { [key]: operation }) },
    }));
}
