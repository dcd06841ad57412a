import { type AwsPlace, partitionOf } from '../arns.ts';
import { apiComponent, components, workerComponents } from '../components.ts';
import { environmentNames } from '../names.ts';
import { tagKeys } from '../tags.ts';

/** The names of what a role may touch, kind by kind; `*` in a name is any text. */
interface NameLists {
  readonly topics: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
  readonly repositories: readonly string[];
  readonly clusters: readonly string[];
  readonly services: readonly string[];
  readonly families: readonly string[];
  readonly taskLogGroups: readonly string[];
  readonly functionLogGroups: readonly string[];
  readonly configurationSets: readonly string[];
  readonly eventRules: readonly string[];
  /** Those two, the one of what SES tells, and the one of the requests to the HTTP API. */
  readonly logGroups: readonly string[];
  readonly loadBalancers: readonly string[];
  readonly targetGroups: readonly string[];
  readonly executionRoles: readonly string[];
  readonly taskRoles: readonly string[];
  readonly functionRoles: readonly string[];
  readonly functions: readonly string[];
  /** Of those, the ones behind a front, which others than Lambda's own pollers may invoke. */
  readonly apiFunctions: readonly string[];
  /** And the ones that a mapping feeds from a queue. */
  readonly workerFunctions: readonly string[];
}

/** Which environments: a pattern is compared with the tag of what has no name of its own. */
export interface Reach extends NameLists {
  readonly place: AwsPlace;
  readonly environments: readonly string[];
}

/** Exactly these environments. @throws RangeError for a bad name. */
export function reachOf(place: AwsPlace, environments: readonly string[]): Reach {
  const all = environments.map(environmentNames);
  const each = (pick: (names: (typeof all)[number]) => readonly string[]) => all.flatMap(pick);
  return {
    place,
    environments,
    topics: each(({ topic }) => [topic]),
    queues: each(({ queue, deadLetterQueue }) =>
      workerComponents.flatMap((component) => [queue(component), deadLetterQueue(component)]),
    ),
    tables: each(({ table }) => [table]),
    repositories: each(({ repository }) => components.map(repository)),
    clusters: each(({ cluster }) => [cluster]),
    services: each(({ cluster, service }) =>
      components.map((component) => `${cluster}/${service(component)}`),
    ),
    families: each(({ family }) => components.map(family)),
    taskLogGroups: each(({ logGroup }) => components.map(logGroup)),
    functionLogGroups: each(({ functionLogGroup }) => components.map(functionLogGroup)),
    configurationSets: each(({ configurationSet }) => [configurationSet]),
    eventRules: each(({ mailRule }) => [mailRule]),
    logGroups: each(({ logGroup, functionLogGroup, httpApiLogGroup, mailLogGroup }) => [
      ...components.flatMap((component) => [logGroup(component), functionLogGroup(component)]),
      httpApiLogGroup,
      mailLogGroup,
    ]),
    loadBalancers: each(({ loadBalancer }) => [loadBalancer]),
    targetGroups: each(({ targetGroup }) => [targetGroup]),
    executionRoles: each(({ executionRole }) => [executionRole]),
    taskRoles: each(({ taskRole }) => components.map(taskRole)),
    functionRoles: each(({ functionRole }) => components.map(functionRole)),
    functions: each((names) => components.map(names.function)),
    apiFunctions: each((names) => [names.function(apiComponent)]),
    workerFunctions: each((names) => workerComponents.map(names.function)),
  };
}

/** What every preview's name starts with; production has no prefix, and no other environment has this one. */
export const previewPattern = 'pr-*';

/** Every preview, those of pull requests that are not opened yet included. */
export function reachOfPreviews(place: AwsPlace): Reach {
  const any = [previewPattern];
  return {
    place,
    environments: any,
    topics: any,
    queues: any,
    tables: any,
    repositories: any,
    clusters: any,
    services: ['pr-*/pr-*'],
    families: any,
    taskLogGroups: ['/ecs/pr-*'],
    functionLogGroups: ['/aws/lambda/pr-*'],
    configurationSets: any,
    eventRules: any,
    logGroups: ['/ecs/pr-*', '/aws/lambda/pr-*', '/aws/apigateway/pr-*', '/aws/events/pr-*'],
    loadBalancers: any,
    targetGroups: any,
    executionRoles: any,
    taskRoles: any,
    functionRoles: any,
    functions: any,
    apiFunctions: any,
    workerFunctions: any,
  };
}

/** Both, in one. */
export function joinedReach(one: Reach, other: Reach): Reach {
  const lists = Object.entries(one).filter(([, value]) => Array.isArray(value)) as [
    keyof NameLists,
    readonly string[],
  ][];
  return {
    ...one,
    ...Object.fromEntries(lists.map(([name, values]) => [name, [...values, ...other[name]]])),
  };
}

/** The ARNs of names of one kind: `arn(service, resource)` with each name in the place of `%`. */
export function arnsOf(
  { place }: Reach,
  service: string,
  resource: string,
  names: readonly string[],
): string[] {
  const partition = partitionOf(place.region);
  // IAM is global, and API Gateway's resources belong to no account.
  const region = service === 'iam' ? '' : place.region;
  const account =
    service === 'apigateway' || (service === 'iam' && resource.startsWith('aws:')) ? '' : place.account;
  return names.map(
    (name) => `arn:${partition}:${service}:${region}:${account}:${resource.replace('%', () => name)}`,
  );
}

/** What has no name of its own is known by the environment in its tag, at creation (`aws:RequestTag`) or later. */
export function ofEnvironment(
  { environments }: Reach,
  key: 'aws:ResourceTag' | 'aws:RequestTag' = 'aws:ResourceTag',
): Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> {
  const operator = environments.some((name) => name.includes('*')) ? 'StringLike' : 'StringEquals';
  return { [operator]: { [`${key}/${tagKeys.environment}`]: environments } };
}
