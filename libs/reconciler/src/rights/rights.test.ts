import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import {
  arnsIn,
  environmentNames,
  type Phase,
  type PipelineRole,
  pipelineResources,
  pipelineRoles,
  pipelineVariables,
  type Resource,
} from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clients } from '../aws/clients.ts';
import { findPreviews } from '../destroy/find-previews.ts';
import { apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import { plan } from '../engine/plan.ts';
import { remove } from '../engine/remove.ts';
import { createEngineScope } from '../engine/scope.ts';
import { clientsAs } from '../testing/as-role.ts';
import { driftApart } from '../testing/drift.ts';
import { everythingOf as everythingIn } from '../testing/everything-of.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { bootstrapPipeline } from './bootstrap.ts';

/** The roles at work: everything of an environment made, put right and taken down with their credentials, against a local cloud that enforces them. */
const repository = { owner: 'octo', name: 'shop', ids: { owner: 11, repository: 22 } };
const place = { account: '000000000000', region: 'us-east-1' };
const minutes = 60_000;
let aws: TestCloud;
let deploy: Clients;
let preview: Clients;
let sweep: Clients;
let plans: Clients;

beforeAll(async () => {
  aws = await startCloud();
  const bootstrap = await bootstrapPipeline(
    { repository, environments: ['production'] },
    { clients: aws.clients },
  );
  await bootstrap.apply();
  const as = (role: PipelineRole, context: string, more = {}) =>
    clientsAs(aws.cloud.url, place.account, role, {
      sub: `repo:octo@11/shop@22:${context}`,
      ref: 'refs/heads/main',
      ...more,
    });
  deploy = await as('deploy', 'environment:production');
  preview = await as('preview', 'environment:preview', { ref: 'refs/pull/17/merge' });
  sweep = await as('sweep', 'ref:refs/heads/main');
  plans = await as('plan', 'pull_request', { ref: 'refs/pull/17/merge' });
}, 2 * minutes);
afterAll(() => aws.stop(), minutes);

const permissionsBoundary = pipelineVariables(place)['AWS_PERMISSIONS_BOUNDARY_ARN'];
const everythingOf = (environment: string, phases?: readonly Phase[]): Resource[] =>
  everythingIn(environment, place, { permissionsBoundary, ...(phases && { phases }) });

const make = async (resources: readonly Resource[], clients: Clients) => {
  const scope = await createEngineScope({ clients });
  await apply(resources, await observe(resources, scope), scope);
  return scope;
};

it('a second bootstrap finds nothing to do, and makes no write call', async () => {
  const { result, writes } = await aws.callsDuring(async () => {
    const again = await bootstrapPipeline(
      { repository, environments: ['production'] },
      { clients: aws.clients },
    );
    await again.apply();
    return again.planned.filter(({ action }) => action !== 'keep');
  });
  expect(result).toEqual([]);
  expect(writes).toEqual([]);
});

it('a role is taken only by the jobs it is for', async () => {
  const as = (role: PipelineRole, sub: string, ref = 'refs/heads/main') =>
    clientsAs(aws.cloud.url, place.account, role, { sub, ref });
  await as('deploy', 'repo:octo/shop:environment:production');
  for (const [role, sub, ref] of [
    ['deploy', 'repo:octo/shop:environment:production', 'refs/heads/other'],
    ['deploy', 'repo:octo/shop:ref:refs/heads/main', 'refs/heads/main'],
    ['deploy', 'repo:mallory/shop:environment:production', 'refs/heads/main'],
    ['deploy', 'repo:octo@12/shop@22:environment:production', 'refs/heads/main'],
    ['preview', 'repo:octo/shop:environment:production', 'refs/heads/main'],
    ['sweep', 'repo:octo/shop:ref:refs/heads/other', 'refs/heads/other'],
  ] as const) {
    await expect(as(role, sub, ref)).rejects.toMatchObject({ name: 'AccessDenied' });
  }
});

it(
  'deploy makes all of production, and puts right what somebody changed',
  { timeout: 3 * minutes },
  async () => {
    const production = everythingOf('production');
    await make(production, deploy);
    const root = await createEngineScope({ clients: aws.clients });
    await observe(production, root);
    for (const resource of production.filter(
      ({ kind }, index) => production.findIndex((other) => other.kind === kind) === index,
    ))
      await driftApart(resource, root);
    const scope = await make(production, deploy);
    expect(
      plan(production, await observe(production, scope), scope.lookup).filter(
        ({ action }) => action !== 'keep',
      ),
    ).toEqual([]);
  },
);

it('deploy makes nothing of another environment', async () => {
  const topic = everythingOf('pr-17').filter(({ kind }) => kind === 'topic');
  await expect(make(topic, deploy)).rejects.toThrow(/not authorized to perform: sns:/);
});

it('plan sees all of it, and changes nothing', { timeout: 2 * minutes }, async () => {
  const production = everythingOf('production');
  const scope = await createEngineScope({ clients: plans });
  const observed = await observe(production, scope);
  expect(observed.size).toBe(production.length);
  await expect(
    driftApart(production.find(({ kind }) => kind === 'topic') as Resource, scope),
  ).rejects.toThrow(/not authorized/);
});

it('preview makes pr-17 in phase serverless, and nothing on ECS', { timeout: 4 * minutes }, async () => {
  const environment = everythingOf('pr-17', ['serverless']);
  await make(environment, preview);
  const root = await createEngineScope({ clients: aws.clients });
  await observe(environment, root);
  for (const resource of environment.filter(
    ({ kind }, index) => environment.findIndex((other) => other.kind === kind) === index,
  ))
    await driftApart(resource, root);
  await make(environment, preview);
  const cluster = everythingOf('pr-17').filter(({ kind }) => kind === 'cluster');
  await expect(make(cluster, preview)).rejects.toThrow(/not authorized to perform: ecs:CreateCluster/);
});

it(
  'sweep finds pr-17, whoever made it and however it is placed, and takes it down',
  { timeout: 4 * minutes },
  async () => {
    const environment = everythingOf('pr-17').filter(({ kind }) => kind !== 'emailIdentity');
    await make(environment, aws.clients);
    expect(await findPreviews({ clients: sweep })).toMatchObject([{ environment: 'pr-17' }]);
    const scope = await createEngineScope({ clients: sweep });
    const observed = await observe(environment, scope);
    expect(observed.size).toBe(environment.length);
    await remove(environment, observed, scope);
    const left = await createEngineScope({ clients: sweep });
    expect((await observe(environment, left)).size).toBe(0);
    expect(await findPreviews({ clients: sweep })).toEqual([]);
  },
);

it('nobody deletes what holds orders in production', async () => {
  const names = environmentNames('production');
  const arns = arnsIn(place);
  const { QueueUrl } = await aws.clients.sqs.send(
    new GetQueueUrlCommand({ QueueName: names.queue('email-service') }),
  );
  for (const clients of [deploy, preview, sweep, plans]) {
    await expect(clients.sqs.send(new DeleteQueueCommand({ QueueUrl }))).rejects.toThrow(/not authorized/);
    await expect(
      clients.sns.send(new DeleteTopicCommand({ TopicArn: arns.topic(names.topic) })),
    ).rejects.toThrow(/not authorized/);
    await expect(clients.dynamodb.send(new DeleteTableCommand({ TableName: names.table }))).rejects.toThrow(
      /not authorized/,
    );
  }
});

it('deploy retires placements and fronts', { timeout: 2 * minutes }, async () => {
  const stays = ['topic', 'queue', 'queuePolicy', 'subscription', 'table', 'emailIdentity', 'role', 'rolePolicy', 'logGroup', 'repository', 'taskDefinition']; // prettier-ignore
  const placements = everythingOf('production').filter(({ kind }) => !stays.includes(kind));
  const scope = await createEngineScope({ clients: deploy });
  const observed = await observe(placements, scope);
  expect(observed.size).toBe(placements.length);
  await remove(placements, observed, scope);
});

/** Grants that this test does not use, by who does. */
const usedElsewhere: Readonly<Record<string, readonly string[]>> = {
  'a release: images, deployments and why they failed, the lease, the stock, the smoke of a function': [
    'ecr:DescribeImages', 'dynamodb:BatchGetItem', 'ecr:GetAuthorizationToken', 'ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments',
    'ecs:StopServiceDeployment', 'ecs:DescribeServiceRevisions', 'ecs:DescribeTasks', 'ecs:ListTasks', 'logs:FilterLogEvents', 'logs:GetLogEvents',
    'elasticloadbalancing:DescribeTargetHealth', 'lambda:InvokeFunction', 'dynamodb:GetItem', 'dynamodb:PutItem',
  ], // prettier-ignore
  'a move between phases: the newest version, the age of a queue, and where a domain leads': [
    'lambda:ListVersionsByFunction', 'cloudwatch:GetMetricStatistics', 'route53:ListHostedZonesByName', 'route53:ListResourceRecordSets',
    'route53:ChangeResourceRecordSets', 'route53:GetChange',
  ], // prettier-ignore
  'a preview looks at both sides of every component, as any move does': [
    'application-autoscaling:DescribeScalableTargets', 'application-autoscaling:DescribeScalingPolicies',
    'application-autoscaling:ListTagsForResource', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs', 'ecs:DescribeClusters',
    'ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeTargetGroupAttributes', 'elasticloadbalancing:DescribeTargetGroups', 'iam:ListAttachedRolePolicies',
  ], // prettier-ignore
  'AWS alone: its registry asks for these when an image is pushed, and for service-linked roles once an account': [
    'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:CompleteLayerUpload', 'ecr:GetDownloadUrlForLayer', 'ecr:InitiateLayerUpload',
    'ecr:PutImage', 'ecr:UploadLayerPart', 'iam:CreateServiceLinkedRole',
  ], // prettier-ignore
  'other drift of the same kinds than this test makes': [
    'ecr:PutImageScanningConfiguration', 'ecs:UpdateClusterSettings', 'elasticloadbalancing:ModifyListener', 'elasticloadbalancing:SetSecurityGroups',
    'lambda:PutFunctionConcurrency', 'lambda:UpdateFunctionCode', 'lambda:GetFunctionConfiguration', 'application-autoscaling:TagResource',
    'iam:PutRolePermissionsBoundary',
  ], // prettier-ignore
};

it('grants nothing that is never used', async () => {
  const response = await fetch(`${aws.cloud.url}/_cloud/permissions`);
  const { permissions } = (await response.json()) as {
    permissions: { principal: string; action: string; allowed: boolean }[];
  };
  const granted = (role: PipelineRole) => {
    const actions = pipelineResources({ place, repository, environments: ['production'] })
      .flatMap((resource) =>
        resource.kind === 'managedPolicy' && resource.name.startsWith(`phaseline-${role}-`)
          ? resource.policy.Statement
          : [],
      )
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => [Action].flat());
    return [...new Set(actions)].toSorted((one, other) => one.localeCompare(other));
  };
  const elsewhere = new Set(Object.values(usedElsewhere).flat());
  const unused = (role: PipelineRole) => {
    const asked = new Set(
      permissions
        .filter(({ principal }) => principal.endsWith(`/phaseline-${role}`))
        .map(({ action }) => action),
    );
    return granted(role).filter((action) => !asked.has(action) && !elsewhere.has(action));
  };
  expect(Object.fromEntries(pipelineRoles.map((role) => [role, unused(role)]))).toEqual({
    plan: [],
    deploy: [],
    preview: [],
    sweep: [],
  });
});
