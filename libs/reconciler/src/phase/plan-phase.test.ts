import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  type AwsPlace,
  type Component,
  components,
  environmentNames,
  placeTaskDefinition,
  renderTaskDefinition,
} from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployEcsService } from '../deploy/deploy-ecs-service.ts';
import { pushImage } from '../testing/push-image.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { taskDefinitionOf } from '../testing/task-definition.ts';
import { applyPhase } from './apply-phase.ts';
import { type PhasePlan, planPhase, type PlanPhaseRequest } from './plan-phase.ts';
import { taskDefinitionValues } from './task-definition-values.ts';

const environment = 'pr-1';
const base = { phase: 'ecs', environment, emailFrom: 'orders@example.com' } as const;
const names = environmentNames(environment);
const runs =
  'require("node:http").createServer((_, answer) => answer.end("ok")).listen(3000); console.log("up");';
let aws: TestCloud;
const images: Partial<Record<Component, string>> = {};
let request: PlanPhaseRequest;
const context = () => ({ clients: aws.clients });

beforeAll(async () => {
  aws = await startCloud();
  const place = { account: aws.cloud.account, region: aws.cloud.region };
  const taskDefinitions = Object.fromEntries(
    components.map((component) => [component, templateOf(component, place)]),
  );
  request = { ...base, taskDefinitions, images };
});
afterAll(async () => {
  await aws.stop();
});

/** As in taskdefs/: names without the environment's prefix. */
function templateOf(component: Component, place: AwsPlace) {
  return {
    ...taskDefinitionOf(component, 'production', place, '${IMAGE}'),
    taskRoleArn: `${component}-task-role`,
    executionRoleArn: 'ecsTaskExecutionRole',
  };
}

/** What the deploy workflow does: provision, release each component, switch. */
async function deploy(): Promise<void> {
  await applyPhase({ ...base, stage: 'provision' }, context());
  await Promise.all(
    components.map(async (component) => {
      const imageDigest = images[component];
      const values = await taskDefinitionValues({ ...base, component, imageDigest }, context());
      const { AWS_ACCOUNT_ID: account = '', AWS_REGION: region = '' } = values;
      const template = placeTaskDefinition(templateOf(component, { account, region }), environment, {
        account,
        region,
      });
      const taskDefinition = renderTaskDefinition({ template, values });
      await deployEcsService(
        { environment, component, taskDefinition, wait: { timeoutSeconds: 120 } },
        context(),
      );
    }),
  );
  await applyPhase({ ...base, stage: 'switch' }, context());
}

/** What is written about the work, not for it: the lease a switch takes, and the note of what a service ran before. */
const bookkeeping = ['dynamodb PutItem', 'ecs TagResource'];
const callsMade = async (work: () => Promise<unknown>) =>
  (await aws.callsDuring(work)).writes.filter((call) => !bookkeeping.includes(call));

async function push(component: Component, code: string): Promise<void> {
  const { repositories } = await aws.clients.ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [names.repository(component)] }),
  );
  const reference = await pushImage(repositories?.[0]?.repositoryUri ?? '', code, aws.clients);
  images[component] = reference.split('@')[1] ?? '';
}

const planned = async () => await planPhase(request, context());
const callsOf = ({ resources }: PhasePlan, stage = /./) =>
  resources
    .filter((item) => stage.test(item.resource.stage))
    .flatMap(({ calls }) => calls)
    .toSorted();

it('only reads, and provisioning then makes exactly the planned calls', async () => {
  const { result, writes } = await aws.callsDuring(planned);
  expect(writes).toEqual([]);
  expect(result.resources.every(({ action }) => action === 'create')).toBe(true);
  expect(result.components[0]).toEqual({ component: 'order-publisher', from: [], to: 'ecs' });
  expect(result.cost.before).toBe(0);
  expect(result.cost.after).toBeGreaterThan(50);
  const applied = await aws.callsDuring(
    async () => await applyPhase({ ...base, stage: 'provision' }, context()),
  );
  expect(applied.writes.toSorted()).toEqual(callsOf(result, /provision/));
});

it('plans the first release as it is then made', async () => {
  for (const component of components) await push(component, runs);
  const plan = await planned();
  const writes = await callsMade(deploy);
  expect(writes.toSorted()).toEqual(callsOf(plan));
  expect(writes.filter((call) => call === 'ecs CreateService')).toHaveLength(4);
}, 180_000);

it('plans nothing when everything runs as it should', async () => {
  const { result, writes } = await aws.callsDuring(planned);
  expect(writes).toEqual([]);
  expect(callsOf(result)).toEqual([]);
  expect(result.cost.before).toBeCloseTo(result.cost.after);
  expect(result.components[0]).toEqual({ component: 'order-publisher', from: ['ecs'], to: 'ecs' });
});

it('plans a new image of one component and what was changed by hand, as they are then put right', async () => {
  await push('email-service', `${runs} // another`);
  await aws.clients.logs.send(
    new PutRetentionPolicyCommand({ logGroupName: names.logGroup('email-service'), retentionInDays: 1 }),
  );
  await aws.clients.scaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: `service/${names.cluster}/${names.service('inventory-service')}`,
      MinCapacity: 1,
      MaxCapacity: 2,
    }),
  );
  const plan = await planned();
  const writes = await callsMade(deploy);
  expect(writes.toSorted()).toEqual(callsOf(plan));
  expect(writes.toSorted()).toEqual([
    'application-autoscaling RegisterScalableTarget',
    'ecs RegisterTaskDefinition',
    'ecs UpdateService',
    'logs PutRetentionPolicy',
  ]);
}, 120_000);
