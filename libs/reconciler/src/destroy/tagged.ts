import * as gateway from '@aws-sdk/client-apigatewayv2';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import type { ResourceKind, Tags } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import { fromLowerTagList, fromTagList } from '../aws/tags.ts';

/** Something that is there, and how to ask for its tags. */
export interface Listed {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly tags: () => Promise<Tags>;
}

type Call = { abortSignal?: AbortSignal };
type Lister = (clients: Clients, options: Call) => Promise<Listed[]>;

const lastOf = (arn: string, separator: string) => arn.split(separator).at(-1) ?? '';

/** Lists everything of the kinds that carry tags. Lists are cheap; tags are asked for only where a name is of interest. */
export const listers: readonly Lister[] = [
  async ({ sqs: client }, options) => {
    const urls = await all(
      async (NextToken) =>
        await client.send(
          new sqs.ListQueuesCommand({ MaxResults: 1000, ...(NextToken && { NextToken }) }),
          options,
        ),
      ({ QueueUrls = [], NextToken }) => [QueueUrls, NextToken],
    );
    return urls.map((url) => ({
      kind: 'queue',
      name: lastOf(url, '/'),
      tags: async () =>
        (await client.send(new sqs.ListQueueTagsCommand({ QueueUrl: url }), options)).Tags ?? {},
    }));
  },
  async ({ sns: client }, options) => {
    const topics = await all(
      async (NextToken) =>
        await client.send(new sns.ListTopicsCommand(NextToken ? { NextToken } : {}), options),
      ({ Topics = [], NextToken }) => [Topics, NextToken],
    );
    return topics.map(({ TopicArn = '' }) => ({
      kind: 'topic',
      name: lastOf(TopicArn, ':'),
      tags: async () =>
        fromTagList(
          (await client.send(new sns.ListTagsForResourceCommand({ ResourceArn: TopicArn }), options)).Tags,
        ),
    }));
  },
  async ({ dynamodb: client }, options) => {
    const names = await all(
      async (start) =>
        await client.send(
          new dynamodb.ListTablesCommand(start ? { ExclusiveStartTableName: start } : {}),
          options,
        ),
      ({ TableNames = [], LastEvaluatedTableName }) => [TableNames, LastEvaluatedTableName],
    );
    return names.map((name) => ({
      kind: 'table',
      name,
      tags: async () => {
        const { Table } = await client.send(new dynamodb.DescribeTableCommand({ TableName: name }), options);
        const ask = new dynamodb.ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn });
        return fromTagList((await client.send(ask, options)).Tags);
      },
    }));
  },
  async ({ iam: client }, options) => {
    const roles = await all(
      async (Marker) => await client.send(new iam.ListRolesCommand(Marker ? { Marker } : {}), options),
      ({ Roles = [], Marker }) => [Roles, Marker],
    );
    return roles.map(({ RoleName = '' }) => ({
      kind: 'role',
      name: RoleName,
      tags: async () =>
        fromTagList((await client.send(new iam.ListRoleTagsCommand({ RoleName }), options)).Tags),
    }));
  },
  async ({ logs: client }, options) => {
    const groups = await all(
      async (nextToken) =>
        await client.send(new logs.DescribeLogGroupsCommand(nextToken ? { nextToken } : {}), options),
      ({ logGroups = [], nextToken }) => [logGroups, nextToken],
    );
    return groups.map(({ logGroupName = '', arn = '' }) => ({
      kind: 'logGroup',
      name: logGroupName,
      tags: async () => {
        const ask = new logs.ListTagsForResourceCommand({ resourceArn: arn.replace(/:\*$/, '') });
        return (await client.send(ask, options)).tags ?? {};
      },
    }));
  },
  async ({ ecr: client }, options) => {
    const repositories = await all(
      async (nextToken) =>
        await client.send(new ecr.DescribeRepositoriesCommand(nextToken ? { nextToken } : {}), options),
      ({ repositories: found = [], nextToken }) => [found, nextToken],
    );
    return repositories.map(({ repositoryName = '', repositoryArn: resourceArn }) => ({
      kind: 'repository',
      name: repositoryName,
      tags: async () =>
        fromTagList((await client.send(new ecr.ListTagsForResourceCommand({ resourceArn }), options)).tags),
    }));
  },
  async ({ ecs: client }, options) => {
    const arns = await all(
      async (nextToken) =>
        await client.send(new ecs.ListClustersCommand(nextToken ? { nextToken } : {}), options),
      ({ clusterArns = [], nextToken }) => [clusterArns, nextToken],
    );
    return arns.map((resourceArn) => ({
      kind: 'cluster',
      name: lastOf(resourceArn, '/'),
      tags: async () =>
        fromLowerTagList(
          (await client.send(new ecs.ListTagsForResourceCommand({ resourceArn }), options)).tags,
        ),
    }));
  },
  async ({ lambda: client }, options) => {
    const functions = await all(
      async (Marker) => await client.send(new lambda.ListFunctionsCommand(Marker ? { Marker } : {}), options),
      ({ Functions = [], NextMarker }) => [Functions, NextMarker],
    );
    return functions.map(({ FunctionName = '', FunctionArn: Resource }) => ({
      kind: 'function',
      name: FunctionName,
      tags: async () => (await client.send(new lambda.ListTagsCommand({ Resource }), options)).Tags ?? {},
    }));
  },
  async ({ apiGateway: client }, options) => {
    const apis = await all(
      async (NextToken) =>
        await client.send(new gateway.GetApisCommand(NextToken ? { NextToken } : {}), options),
      ({ Items = [], NextToken }) => [Items, NextToken],
    );
    return apis.map(({ Name = '', Tags = {} }) => ({ kind: 'httpApi', name: Name, tags: async () => Tags }));
  },
  async ({ elb: client }, options) => {
    const balancers = await all(
      async (Marker) =>
        await client.send(new elb.DescribeLoadBalancersCommand(Marker ? { Marker } : {}), options),
      ({ LoadBalancers = [], NextMarker }) => [LoadBalancers, NextMarker],
    );
    const groups = await all(
      async (Marker) =>
        await client.send(new elb.DescribeTargetGroupsCommand(Marker ? { Marker } : {}), options),
      ({ TargetGroups = [], NextMarker }) => [TargetGroups, NextMarker],
    );
    const listed = (kind: ResourceKind, name = '', arn = ''): Listed => ({
      kind,
      name,
      tags: async () => {
        const { TagDescriptions } = await client.send(
          new elb.DescribeTagsCommand({ ResourceArns: [arn] }),
          options,
        );
        return fromTagList(TagDescriptions?.[0]?.Tags);
      },
    });
    return [
      ...balancers.map((found) => listed('loadBalancer', found.LoadBalancerName, found.LoadBalancerArn)),
      ...groups.map((found) => listed('targetGroup', found.TargetGroupName, found.TargetGroupArn)),
    ];
  },
  async ({ ec2: client }, options) => {
    const groups = await all(
      async (NextToken) =>
        await client.send(new ec2.DescribeSecurityGroupsCommand(NextToken ? { NextToken } : {}), options),
      ({ SecurityGroups = [], NextToken }) => [SecurityGroups, NextToken],
    );
    return groups.map(({ GroupName = '', Tags }) => ({
      kind: 'securityGroup',
      name: GroupName,
      tags: async () => fromTagList(Tags),
    }));
  },
];

/** Every item of every page. */
async function all<Page, Item>(
  read: (token: string | undefined) => Promise<Page>,
  split: (page: Page) => readonly [items: readonly Item[], next: string | undefined],
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const [more, next] = split(await read(token));
    items.push(...more);
    token = next;
  } while (token);
  return items;
}
