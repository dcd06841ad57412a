import { callService } from '../call-service.ts';
import type { RequestContext, Service } from '../service.ts';
import type { Permission } from './access.ts';

type Services = ReadonlyMap<string, Service>;
type Values = Record<string, string>;
type Pairs = readonly { Key?: string; Value?: string; key?: string; value?: string }[];

const fromPairs = (tags: Pairs = []): Values =>
  Object.fromEntries(tags.map((tag) => [tag.Key ?? tag.key ?? '', tag.Value ?? tag.value ?? '']));
const id = (arn: string): string => arn.split('/').at(-1) ?? '';

/** How each service tells the tags of one of its resources. */
const readers: Readonly<
  Record<string, (arn: string, ask: <T>(operation: string, input: object) => Promise<T>) => Promise<Values>>
> = {
  apigateway: async (arn, ask) => {
    const api = /^arn:aws:apigateway:[^:]+::\/(?:apis|domainnames)\/[^/]+/.exec(
      decodeURIComponent(arn.split('/tags/').at(-1) ?? ''),
    )?.[0];
    // What is below an API or a domain name goes by its tags.
    return api === undefined
      ? {}
      : ((await ask<{ Tags?: Values }>('GetTags', { ResourceArn: api })).Tags ?? {});
  },
  dynamodb: async (arn, ask) =>
    fromPairs((await ask<{ Tags?: Pairs }>('ListTagsOfResource', { ResourceArn: arn })).Tags),
  ec2: async (arn, ask) => {
    const found = await ask<{ SecurityGroups?: { Tags?: Pairs }[] }>('DescribeSecurityGroups', {
      GroupIds: [id(arn)],
    });
    return fromPairs(found.SecurityGroups?.[0]?.Tags);
  },
  ecr: async (arn, ask) =>
    fromPairs((await ask<{ tags?: Pairs }>('ListTagsForResource', { resourceArn: arn })).tags),
  ecs: async (arn, ask) =>
    fromPairs((await ask<{ tags?: Pairs }>('ListTagsForResource', { resourceArn: arn })).tags),
  elasticloadbalancing: async (arn, ask) =>
    fromPairs(
      (await ask<{ TagDescriptions?: { Tags?: Pairs }[] }>('DescribeTags', { ResourceArns: [arn] }))
        .TagDescriptions?.[0]?.Tags,
    ),
  events: async (arn, ask) =>
    fromPairs((await ask<{ Tags?: Pairs }>('ListTagsForResource', { ResourceARN: arn })).Tags),
  lambda: async (arn, ask) => (await ask<{ Tags?: Values }>('ListTags', { Resource: arn })).Tags ?? {},
  logs: async (arn, ask) =>
    (await ask<{ tags?: Values }>('ListTagsForResource', { resourceArn: arn.replace(/:\*$/, '') })).tags ??
    {},
  ses: async (arn, ask) =>
    fromPairs((await ask<{ Tags?: Pairs }>('ListTagsForResource', { ResourceArn: arn })).Tags),
  sns: async (arn, ask) =>
    fromPairs((await ask<{ Tags?: Pairs }>('ListTagsForResource', { ResourceArn: arn })).Tags),
};

/** Keys whose values are read from what is there: asked for only where a policy speaks of them. */
export const lookedUpKeys = /aws:ResourceTag\/|ResourceTag\/|iam:PermissionsBoundary|lambda:FunctionArn/i;

/**
 * What a permission's resource says of itself: `aws:ResourceTag/<key>`, the boundary of a role, the function of a mapping.
 * Nothing of what is not there.
 */
export async function resourceValues(
  signingName: string,
  { action, resource }: Permission,
  services: Services,
  context: RequestContext,
): Promise<Readonly<Record<string, string>>> {
  const service = services.get(signingName);
  if (service === undefined || resource.includes('*')) return {};
  const ask = <T>(operation: string, input: object): Promise<T> =>
    callService<T>(service, operation, input, {
      ...context,
      principal: { kind: 'service', arn: 'iam.amazonaws.com' },
    });
  const tags = await orNothing(async () => (await readers[signingName]?.(resource, ask)) ?? {});
  const own = Object.entries(tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`${signingName}:ResourceTag/${key}`, value],
  ]);
  return { ...Object.fromEntries(own), ...(await orNothing(() => more(action, resource, ask))) };
}

/** Only these know of the boundary: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
const withinBoundary =
  /^iam:((Put|Delete)RolePermissionsBoundary|(Put|Delete)RolePolicy|(At|De)tachRolePolicy)$/;

async function more(
  action: string,
  resource: string,
  ask: <T>(operation: string, input: object) => Promise<T>,
): Promise<Values> {
  if (action.startsWith('iam:') && resource.includes(':role/')) {
    type Found = { Role?: { PermissionsBoundary?: { PermissionsBoundaryArn?: string }; Tags?: Pairs } };
    const { Role } = await ask<Found>('GetRole', { RoleName: id(resource) });
    const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    const tags = Object.entries(fromPairs(Role?.Tags)).map(([key, value]) => [
      `aws:ResourceTag/${key}`,
      value,
    ]);
    return {
      ...Object.fromEntries(tags),
      ...(boundary === undefined || !withinBoundary.test(action)
        ? {}
        : { 'iam:PermissionsBoundary': boundary }),
    };
  }
  if (action.startsWith('lambda:') && resource.includes(':event-source-mapping:')) {
    const UUID = resource.split(':').at(-1);
    const { FunctionArn } = await ask<{ FunctionArn?: string }>('GetEventSourceMapping', { UUID });
    return FunctionArn === undefined ? {} : { 'lambda:FunctionArn': FunctionArn };
  }
  return {};
}

/** What is not there has no values: conditions on them do not hold. */
async function orNothing(read: () => Promise<Values>): Promise<Values> {
  try {
    return await read();
  } catch {
    return {};
  }
}
