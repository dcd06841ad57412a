import {
  components,
  type Phase,
  type PipelineRole,
  pipelineResources,
  pipelineVariables,
  type Resource,
} from '@phaseline/model';
import {
  bootstrapPipeline,
  type Clients,
  deployEcsService,
  ensureCertificate,
  ensureHostedZone,
  findPreviews,
  publishLambda,
} from '@phaseline/reconciler';
import { clientsAs } from '@phaseline/reconciler/testing/as-role';
import { changeByHand, oneOfEach } from '@phaseline/reconciler/testing/change-by-hand';
import { driftApart } from '@phaseline/reconciler/testing/drift';
import {
  apply,
  createEngineScope,
  createWatches,
  findDomains,
  observe,
  oldestMessage,
  openDomain,
  plan,
  remove,
} from '@phaseline/reconciler/testing/engine';
import { everythingOf as everythingIn } from '@phaseline/reconciler/testing/everything-of';
import { startCloud, type TestCloud } from '@phaseline/reconciler/testing/start-cloud';
import { functionSettings, systemIn } from '@phaseline/reconciler/testing/system';
import { taskDefinitionOf } from '@phaseline/reconciler/testing/task-definition';
import { zipOf } from '@phaseline/reconciler/testing/zip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beside } from './beside.ts';
import { deleteOrders } from './delete-orders.ts';
import { makeFirstApi } from './first-api.ts';
import { type Asked, readAsked } from './grants.ts';
import { whatGetsPast } from './what-gets-past.ts';
import { grantProblems } from './unused-grants.ts';

/** The roles at work: everything of an environment made, put right and taken down with their credentials, against a local cloud that enforces them. */
const repository = { owner: 'octo', name: 'shop', ids: { owner: 11, repository: 22 } };
const place = { account: '000000000000', region: 'us-east-1' };
const minutes = 60_000;
const environments = ['production', 'staging'];
const boundary = pipelineVariables(place)['AWS_PERMISSIONS_BOUNDARY_ARN'];
let aws: TestCloud;
/** What was asked of another account. */
let elsewhere: readonly Asked[] = [];
let deploy: Clients;
let preview: Clients;
let sweep: Clients;
let plans: Clients;
/** Previews have none. */
const domainOf = (name: string) => ({ name, certificateArn: '' });
const shop = domainOf('shop.example.test');
const stage = domainOf('staging.example.test');
const behindDomain = { permissionsBoundary: boundary, domain: stage };

beforeAll(async () => {
  aws = await startCloud();
  const bootstrap = await bootstrapPipeline({ repository, environments }, { clients: aws.clients });
  await bootstrap.apply();
  await ensureHostedZone('example.test', { clients: aws.clients });
  for (const domain of [shop, stage]) {
    domain.certificateArn = await ensureCertificate(domain.name, { clients: aws.clients });
  }
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

const everythingOf = (environment: string, phases?: readonly Phase[]): Resource[] =>
  everythingIn(environment, place, {
    permissionsBoundary: boundary,
    ...(phases && { phases }),
    domain: environment === 'production' ? shop : undefined,
  });

const make = async (resources: readonly Resource[], clients: Clients) => {
  const scope = await createEngineScope({ clients });
  await apply(resources, await observe(resources, scope), scope);
  return scope;
};

it(
  'deploy makes all of production, and puts right what somebody changed',
  { timeout: 3 * minutes },
  async () => {
    const production = everythingOf('production');
    await make(production, deploy);
    await changeByHand(production, aws.clients);
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

it(
  'deploy releases a system, says why tasks do not stay up, and stops a deployment',
  { timeout: 4 * minutes },
  async () => {
    const system = systemIn('staging', { clients: deploy }, behindDomain);
    await system.release('ecs');
    await beside(aws.cloud, 'staging').buildImages(deploy);
    await beside(aws.cloud, 'staging').seedStock(deploy);
    await system.switch('ecs');
    await expect(system.release('ecs', { 'email-service': 'crashes' })).rejects.toThrow(
      /nothing to work with/,
    );
    const controller = new AbortController();
    const stopped = deployEcsService(
      {
        environment: 'staging',
        component: 'email-service',
        taskDefinition: taskDefinitionOf('email-service', 'staging', place),
        wait: { timeoutSeconds: 60 },
      },
      {
        clients: deploy,
        signal: controller.signal,
        report: ({ action, detail }) => {
          if (action === 'waiting' && detail?.startsWith('IN_PROGRESS')) controller.abort();
        },
      },
    );
    await expect(stopped).rejects.toThrow(/was cancelled: it was stopped/);
  },
);

it(
  'plan says what a move would do, behind a domain too, and which image is there',
  { timeout: 2 * minutes },
  async () => {
    expect(await beside(aws.cloud, 'staging').findImages(plans)).toEqual(
      components.map(() => expect.stringMatching(/^sha256:/)),
    );
    const planned = await systemIn('staging', { clients: plans }, behindDomain).plan('serverless');
    expect(planned).toMatchObject({ unforeseen: undefined });
    expect(planned.steps.length).toBeGreaterThan(10);
    const divided = await openDomain(stage.name, 'staging-', await createEngineScope({ clients: plans }));
    await expect(divided.withdraw('ecs')).rejects.toThrow(/not authorized to perform: route53:Change/);
  },
);

it('deploy moves it to the other side', { timeout: 4 * minutes }, async () => {
  const system = systemIn('staging', { clients: deploy }, behindDomain);
  await system.release('serverless');
  await system.switch('serverless');
  await system.release('serverless', Object.fromEntries(components.map((component) => [component, 'other'])));
  // Empty an hour ago, as far as this run knows: then CloudWatch says how old its oldest message is.
  const watch = { ...createWatches(Date.now).of('email-service'), emptyAt: Date.now() - 60 * minutes };
  const scope = await createEngineScope({ clients: deploy });
  const age = await oldestMessage('staging-email-service-queue', { visible: 1, held: 0 }, watch, scope);
  expect(age).toBeGreaterThan(0);
});

it('plan sees which version is live', { timeout: 2 * minutes }, async () => {
  const planned = await systemIn('staging', { clients: plans }, behindDomain).plan('serverless');
  expect(planned).toMatchObject({ unforeseen: undefined });
});

it('preview releases pr-18 as a workflow does', { timeout: 4 * minutes }, async () => {
  const system = systemIn('pr-18', { clients: preview }, { permissionsBoundary: boundary });
  await system.release('serverless');
  await beside(aws.cloud, 'pr-18').seedStock(preview);
  await system.switch('serverless');
  // Another version, which does not stand its trial, and one that does.
  const zip = zipOf('handler.mjs', "throw new Error('no stamps left');\n");
  const release = {
    environment: 'pr-18',
    component: 'email-service',
    functionSettings,
    zip,
    moveAlias: false,
  };
  await publishLambda(release, { clients: preview });
  await expect(system.switch('serverless')).rejects.toThrow(/failed its smoke test.*no stamps left/s);
  await system.release('serverless', { 'email-service': 'other' });
  await system.switch('serverless');
  // As a dispatch of deploy.yml for a preview does it.
  const planned = await systemIn('pr-18', { clients: plans }, { permissionsBoundary: boundary }).plan(
    'serverless',
  );
  expect(planned).toMatchObject({ unforeseen: undefined });
});

it(
  'preview makes pr-17 in phase serverless, in an account that has no API yet too, and nothing on ECS',
  { timeout: 4 * minutes },
  async () => {
    const environment = everythingOf('pr-17', ['serverless']);
    await make(environment, preview);
    await changeByHand(oneOfEach(environment), aws.clients);
    await make(environment, preview);
    const cluster = everythingOf('pr-17').filter(({ kind }) => kind === 'cluster');
    await expect(make(cluster, preview)).rejects.toThrow(/not authorized to perform: ecs:CreateCluster/);
    const first = await makeFirstApi(environment);
    expect(first.rolePath).toBe('/aws-service-role/ops.apigateway.amazonaws.com/');
    elsewhere = first.asked;
  },
);

it(
  'sweep finds pr-17, whoever made it and however it is placed, and takes it down; plan sees it too',
  { timeout: 4 * minutes },
  async () => {
    const environment = everythingOf('pr-17').filter(({ kind }) => kind !== 'emailIdentity');
    await make(environment, aws.clients);
    const domains = await findDomains('pr-17', await createEngineScope({ clients: sweep }));
    expect(domains).toEqual([]);
    expect(await findPreviews({ clients: sweep })).toMatchObject([
      { environment: 'pr-17' },
      { environment: 'pr-18' },
    ]);
    const seen = await observe(environment, await createEngineScope({ clients: plans }));
    const scope = await createEngineScope({ clients: sweep });
    const observed = await observe(environment, scope);
    expect(seen.size).toBe(environment.length);
    expect(observed.size).toBe(environment.length);
    await remove(environment, observed, scope);
    const left = await createEngineScope({ clients: sweep });
    expect((await observe(environment, left)).size).toBe(0);
    expect(await findPreviews({ clients: sweep })).toMatchObject([{ environment: 'pr-18' }]);
  },
);

it('nobody deletes what holds orders in production', async () => {
  const refused = expect.stringContaining('not authorized');
  for (const clients of [deploy, preview, sweep, plans])
    expect(await deleteOrders(aws.clients, clients, place)).toEqual([refused, refused, refused]);
});

it('nobody gets past a condition', { timeout: 2 * minutes }, async () => {
  expect(await whatGetsPast({ root: aws.clients, deploy, preview, sweep, boundary })).toEqual([]);
});

it('deploy retires placements and fronts', { timeout: 2 * minutes }, async () => {
  const stays = ['topic', 'queue', 'queuePolicy', 'subscription', 'table', 'emailIdentity', 'configurationSet', 'eventRule', 'role', 'rolePolicy', 'logGroup', 'repository', 'taskDefinition', 'domainName']; // prettier-ignore
  const placements = everythingOf('production').filter(({ kind }) => !stays.includes(kind));
  const scope = await createEngineScope({ clients: deploy });
  const observed = await observe(placements, scope);
  expect(observed.size).toBe(placements.length);
  await remove(placements, observed, scope);
});

it('grants nothing that is never used: no action, no name for it, and no condition that never held or held nobody back', async () => {
  const root = `arn:aws:iam::${place.account}:role`;
  // Their resource says it already; AWS's own examples have both.
  const linking = (service: string) =>
    `held nobody back: the condition of iam:CreateServiceLinkedRole on ${root}/aws-service-role/${service}.amazonaws.com/*`;
  expect(
    grantProblems(
      [...(await readAsked(aws.cloud.url)), ...elsewhere],
      pipelineResources({ place, repository, environments }),
    ),
  ).toEqual({
    plan: [],
    deploy: ['ecs', 'ecs.application-autoscaling', 'elasticloadbalancing', 'ops.apigateway'].map(linking),
    // Of what it may call only a function takes a role.
    preview: [linking('ops.apigateway'), `held nobody back: the condition of iam:PassRole on ${root}/pr-*`],
    sweep: [],
  });
});
