import { createHash } from 'node:crypto';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  apiComponent,
  type AwsPlace,
  type Component,
  components,
  type Domain,
  environmentNames,
  type FunctionDefinition,
  type Phase,
} from '@phaseline/model';
import type { Context } from '../context.ts';
import { findPlace } from '../aws/place.ts';
import { deployEcsService } from '../deploy/deploy-ecs-service.ts';
import { applyPhase, type ApplyPhaseRequest, type ApplyPhaseResult } from '../phase/apply-phase.ts';
import { type PhasePlan, planPhase } from '../phase/plan-phase.ts';
import { publishLambda } from '../publish/publish-lambda.ts';
import { fetchVersion } from '../rollback/version-release.ts';
import { imageOf, pushImage } from './push-image.ts';
import { taskDefinitionOf } from './task-definition.ts';
import { zipOf } from './zip.ts';

/** Takes orders: answers at once, a log line a request as the real one has. */
const apiImage = `
import('node:http').then(({ createServer }) => createServer((request, response) => {
  if (request.url !== '/health') console.log(JSON.stringify({ msg: 'request', status: 202 }));
  response.writeHead(request.url === '/health' ? 200 : 202).end('{}');
}).listen(3000, '0.0.0.0'));
process.on('SIGTERM', () => process.exit(0));
`;
/** Runs, and ends when it is told to. */
export const workerImage = `setInterval(() => undefined, 1000); process.on('SIGTERM', () => process.exit(0));`;
export const crashingImage = `console.error('Error: nothing to work with'); process.exitCode = 17;`;

/** Both an API's and a worker's function, as the real ones answer a phase switch and log. `mode` is what is wrong with it. */
export const functionCode = (mode: string) => `
const mode = ${JSON.stringify(mode)};
const line = (fields) => process.stdout.write(JSON.stringify(fields) + '\\n');
export const handler = async (event) => {
  const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const [, mark] = mode.split('dies without ');
  if (mark !== undefined && !existsSync(mark)) {
    writeFileSync(mark, '');
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  }
  if (event.rawPath !== undefined) {
    const ready = event.rawPath === '/ready';
    const bad = !ready && event.rawPath === '/orders' && event.body === '{';
    if (!ready && !bad) line({ msg: 'request', status: mode === 'fails' ? 500 : 202 });
    return { statusCode: ready ? 200 : bad ? 400 : 202, headers: { 'content-type': bad ? 'application/problem+json; charset=utf-8' : 'application/json' }, body: '{}' };
  }
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    const { type } = JSON.parse(body);
    const failed = mode === 'acks everything' ? false : type === 'deployment.poison' || (mode === 'fails' && type === 'order.placed');
    if (!type.startsWith('deployment.')) line({ msg: 'message', messageId, outcome: failed ? 'retried' : 'done' });
    if (failed) batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
};
`;

/** How often a switch's lease is renewed depends on how long the switch takes: a plan does not count it. */
export const leaseWrite = 'dynamodb PutItem';

export const functionSettings: FunctionDefinition = {
  Runtime: 'nodejs24.x',
  Handler: 'handler.handler',
  Architectures: ['arm64'],
  MemorySize: 128,
  Timeout: 2,
  EventSourceMapping: { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 5 } },
};

/**
 * What is wrong with what is released, by component; `other` is only another release, of other code or (`debug`) other settings. One that
 * `dies without` a file makes it and dies, so once.
 */
export type Faults = Partial<
  Record<Component, 'fails' | 'acks everything' | 'crashes' | 'other' | 'debug' | `dies without ${string}`>
>;

function imageCode(component: Component, fault: string | undefined): string {
  const good = component === apiComponent ? apiImage : workerImage;
  return fault === 'crashes' ? crashingImage : fault === 'other' ? `${good}// other` : good;
}

function zipFor(fault = ''): Buffer {
  return zipOf('handler.mjs', functionCode(fault === 'debug' ? '' : fault));
}

function settingsFor(fault: string | undefined): FunctionDefinition {
  return fault === 'debug'
    ? { ...functionSettings, Environment: { Variables: { LOG_LEVEL: 'debug' } } }
    : functionSettings;
}

function taskDefinitionFor(
  component: Component,
  environment: string,
  place: AwsPlace,
  { fault, image }: { fault: string | undefined; image: string },
) {
  const definition = taskDefinitionOf(component, environment, place, image);
  return fault === 'debug' ? { ...definition, cpu: '512', memory: '1024' } : definition;
}

function forEach<T>(of: (component: Component) => T): Record<Component, T> {
  return Object.fromEntries(components.map((component) => [component, of(component)])) as Record<
    Component,
    T
  >;
}

/** As whose deployment something is released, and what instead of what is at hand. */
interface AsPartOf {
  readonly deployment?: string;
  /** `family:revision` or version by component. */
  readonly releases?: Partial<Record<Component, string>>;
}

interface SystemOptions {
  /** Of the roles that it makes. */
  readonly permissionsBoundary?: string | undefined;
  readonly domain?: Domain | undefined;
}

/** An environment that is deployed as the workflow does it: provisioned, released, switched. */
export function systemIn(
  environment: string,
  context: Context,
  { permissionsBoundary, domain }: SystemOptions = {},
) {
  const names = environmentNames(environment);
  const request = (phase: Phase) =>
    ({
      phase,
      environment,
      permissionsBoundary,
      emailFrom: 'orders@example.com',
      functions: Object.fromEntries(components.map((component) => [component, functionSettings])),
      domain,
      quietSeconds: 0,
      patienceSeconds: 60,
      lookMilliseconds: 100,
      proof: { idleSeconds: 0 },
    }) satisfies Omit<ApplyPhaseRequest, 'stage'>;

  async function releaseService(
    component: Component,
    moving: boolean,
    fault: string | undefined,
    { deployment, releases }: AsPartOf,
  ) {
    const request = {
      environment,
      component,
      deployment,
      wait: { timeoutSeconds: 60 },
      desiredCount: moving ? 0 : undefined,
    };
    const known = releases?.[component];
    if (known !== undefined) return await deployEcsService({ ...request, taskDefinition: known }, context);
    const { repositories } = await context.clients.ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [names.repository(component)] }),
    );
    const uri = repositories?.[0]?.repositoryUri ?? '';
    const image = await pushImage(uri, imageCode(component, fault), context.clients);
    const place = await findPlace(context.clients, {});
    const taskDefinition = taskDefinitionFor(component, environment, place, { fault, image });
    return await deployEcsService({ ...request, taskDefinition }, context);
  }

  async function releaseFunction(component: Component, fault: string | undefined, { releases }: AsPartOf) {
    const version = releases?.[component];
    const known =
      version &&
      (await fetchVersion({ environment, component, version, template: functionSettings }, context));
    const made = known || { functionSettings: settingsFor(fault), zip: zipFor(fault) };
    await publishLambda({ environment, component, ...made, moveAlias: false }, context);
  }

  return {
    names,
    request,
    /** What a plan is told of the release that `release` and `switch` then make. */
    async plan(phase: Phase, faults: Faults = {}): Promise<PhasePlan> {
      const place = await findPlace(context.clients, {});
      return await planPhase(
        {
          ...request(phase),
          functions: forEach((component) => settingsFor(faults[component])),
          // As in taskdefs/: names without the environment's prefix.
          taskDefinitions: forEach((component) => ({
            ...taskDefinitionFor(component, 'production', place, {
              fault: faults[component],
              image: '${IMAGE}',
            }),
            taskRoleArn: `${component}-task-role`,
            executionRoleArn: 'ecsTaskExecutionRole',
          })),
          images: forEach((component) => imageOf(imageCode(component, faults[component])).digest),
          codes: forEach((component) =>
            createHash('sha256').update(zipFor(faults[component])).digest('base64'),
          ),
        },
        context,
      );
    },
    /** Everything before the switch. */
    async release(phase: Phase, faults: Faults = {}, as: AsPartOf = {}): Promise<ApplyPhaseResult> {
      const provisioned = await applyPhase({ ...request(phase), stage: 'provision' }, context);
      const { ecsComponents, lambdaComponents, moving } = provisioned;
      await Promise.all([
        ...ecsComponents.map(
          async (component) =>
            await releaseService(component, moving.includes(component), faults[component], as),
        ),
        ...lambdaComponents.map(async (component) => await releaseFunction(component, faults[component], as)),
      ]);
      return provisioned;
    },
    async switch(
      phase: Phase,
      change: Partial<ApplyPhaseRequest> = {},
      other: Partial<Context> = {},
    ): Promise<ApplyPhaseResult> {
      return await applyPhase({ ...request(phase), stage: 'switch', ...change }, { ...context, ...other });
    },
  };
}

export type System = ReturnType<typeof systemIn>;
