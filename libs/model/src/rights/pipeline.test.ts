import { expect, test } from 'vitest';
import type { PolicyStatement } from '../policy.ts';
import type { Resource } from '../resource.ts';
import { desiredResources } from '../resources/desired.ts';
import { pipelineResources, pipelineRoles, pipelineVariables } from './pipeline.ts';

const place = { account: '123456789012', region: 'eu-west-1' };
const repository = { owner: 'octo', name: 'shop', ids: { owner: 11, repository: 22 } };
const resources = pipelineResources({ place, repository, environments: ['production'] });

const named = <Kind extends Resource['kind']>(kind: Kind, name: string) =>
  resources.find((resource) => resource.kind === kind && resource.name === name) as
    | Extract<Resource, { kind: Kind }>
    | undefined;
const policies = resources.filter((resource) => resource.kind === 'managedPolicy');

test('both forms of sub are trusted, in StringEquals, and for the deploy role only main', () => {
  const condition = (role: string) => named('role', role)?.trust.Statement[0]?.Condition;
  const issuer = 'token.actions.githubusercontent.com';
  expect(condition('phaseline-deploy')).toEqual({
    StringEquals: {
      [`${issuer}:aud`]: 'sts.amazonaws.com',
      [`${issuer}:ref`]: 'refs/heads/main',
      [`${issuer}:sub`]: [
        'repo:octo/shop:environment:production',
        'repo:octo@11/shop@22:environment:production',
      ],
    },
  });
  for (const role of pipelineRoles)
    expect(Object.keys(condition(`phaseline-${role}`) ?? {})).toEqual(['StringEquals']);
});

test('every policy is one that IAM takes, and every statement names its resources where AWS has any', () => {
  for (const { policy } of policies) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
  const wide = policies.flatMap(({ policy }) =>
    policy.Statement.filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*'),
  );
  // Each of these has no resource in the Service Authorization Reference, or a condition that narrows it.
  expect([...new Set(wide.map(({ Sid = '' }) => Sid))].toSorted()).toEqual([
    'DeploymentLists',
    'FindLists',
    'ImageToken',
    'MailWriters',
    'Mappings',
    'ReadAges',
    'ReadEcsLists',
    'ReadFronts',
    'ReadLists',
    'ReadMappings',
    'ReadZones',
    'RemoveMappings',
    'RemoveTaskDefinitions',
    'TaskList', // prettier-ignore
  ]);
  for (const { policy } of policies)
    for (const { Action } of policy.Statement)
      expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
});

test('a previews name starts with pr-, so no statement of preview or sweep may reach production', () => {
  const reached = policies
    .filter(({ name }) => /preview|sweep/.test(name))
    .flatMap(({ policy }) =>
      policy.Statement.filter(({ Effect, Condition }) => Effect === 'Allow' && Condition === undefined),
    )
    .flatMap(({ Resource = [] }) => [Resource].flat())
    .filter((arn) => arn !== '*' && !arn.includes('pr-*'));
  // Read, or shared by all environments: the address that mail is sent from, scaling targets, APIs, tags of mappings.
  expect([...new Set(reached.map((arn) => arn.split(':').slice(2).join(':')))].toSorted()).toEqual([
    'apigateway:eu-west-1::/apis',
    'apigateway:eu-west-1::/apis/*',
    'apigateway:eu-west-1::/domainnames',
    'application-autoscaling:eu-west-1:123456789012:scalable-target/*',
    'lambda:eu-west-1:123456789012:event-source-mapping:*',
    'ses:eu-west-1:123456789012:identity/*',
  ]);
});

test('the boundary leaves open what some component does, and nothing else', () => {
  const state = { ...place, environment: 'production', emailFrom: 'orders@example.com' };
  const own = (['ecs', 'serverless'] as const)
    .flatMap((phase) => desiredResources({ ...state, phase }))
    .flatMap((resource) => (resource.kind === 'rolePolicy' ? resource.policy.Statement : []));
  // AWS's AmazonECSTaskExecutionRolePolicy, which the role has that starts tasks.
  const starts = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer', 'logs:CreateLogStream', 'logs:PutLogEvents']; // prettier-ignore
  const actions = (statements: readonly PolicyStatement[]) =>
    statements.flatMap(({ Action }) => [Action].flat());
  const boundary = named('managedPolicy', 'phaseline-workload-boundary')?.policy.Statement ?? [];
  expect(actions(boundary).toSorted()).toEqual([...new Set([...actions(own), ...starts])].toSorted());
});

test('variables tell the workflows their roles; a preview is no environment of the deploy role', () => {
  expect(pipelineVariables(place)).toEqual({
    AWS_PLAN_ROLE_ARN: 'arn:aws:iam::123456789012:role/phaseline-plan',
    AWS_DEPLOY_ROLE_ARN: 'arn:aws:iam::123456789012:role/phaseline-deploy',
    AWS_PREVIEW_ROLE_ARN: 'arn:aws:iam::123456789012:role/phaseline-preview',
    AWS_SWEEP_ROLE_ARN: 'arn:aws:iam::123456789012:role/phaseline-sweep',
    AWS_PERMISSIONS_BOUNDARY_ARN: 'arn:aws:iam::123456789012:policy/phaseline-workload-boundary',
  });
  expect(() => pipelineResources({ place, repository, environments: ['pr-1'] })).toThrow(/pr-1 is a preview/);
});
