import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  apiComponent,
  type Component,
  components,
  environmentNames,
  type FunctionDefinition,
  type Phase,
} from '@phaseline/model';
import type { Context } from '../context.ts';
import { findPlace } from '../aws/place.ts';
import { deployEcsService } from '../deploy/deploy-ecs-service.ts';
import { applyPhase, type ApplyPhaseRequest, type ApplyPhaseResult } from '../phase/apply-phase.ts';
import { publishLambda } from '../publish/publish-lambda.ts';
import { pushImage } from './push-image.ts';
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
const workerImage = `setInterval(() => undefined, 1000); process.on('SIGTERM', () => process.exit(0));`;
export const crashingImage = `console.error('Error: nothing to work with'); process.exitCode = 17;`;

/** Both an API's and a worker's function, as the real ones answer a phase switch and log. `mode` is what is wrong with it. */
const functionCode = (mode: string) => `
const mode = ${JSON.stringify(mode)};
const line = (fields) => process.stdout.write(JSON.stringify(fields) + '\\n');
export const handler = async (event) => {
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
    if (!type.startsWith('deployment.')) line({ msg: 'message', outcome: failed ? 'retried' : 'done' });
    if (failed) batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
};
`;

export const functionSettings: FunctionDefinition = {
  Runtime: 'nodejs24.x',
  Handler: 'handler.handler',
  Architectures: ['arm64'],
  MemorySize: 128,
  Timeout: 2,
  EventSourceMapping: { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 5 } },
};

/** What is wrong with what is released, by component; `other` is only another release. */
export type Faults = Partial<Record<Component, 'fails' | 'acks everything' | 'crashes' | 'other'>>;

/** An environment that is deployed as the workflow does it: provisioned, released, switched. */
export function systemIn(environment: string, context: Context) {
  const names = environmentNames(environment);
  const request = (phase: Phase) =>
    ({
      phase,
      environment,
      emailFrom: 'orders@example.com',
      functions: Object.fromEntries(components.map((component) => [component, functionSettings])),
      quietSeconds: 0,
      patienceSeconds: 60,
      lookMilliseconds: 100,
      proof: { idleSeconds: 0 },
    }) satisfies Omit<ApplyPhaseRequest, 'stage'>;

  async function releaseService(component: Component, moving: boolean, fault: string | undefined) {
    const { repositories } = await context.clients.ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [names.repository(component)] }),
    );
    const good = component === apiComponent ? apiImage : workerImage;
    const code = fault === 'crashes' ? crashingImage : fault === 'other' ? `${good}// other` : good;
    const image = await pushImage(repositories?.[0]?.repositoryUri ?? '', code, context.clients);
    const taskDefinition = taskDefinitionOf(
      component,
      environment,
      await findPlace(context.clients, {}),
      image,
    );
    await deployEcsService(
      {
        environment,
        component,
        taskDefinition,
        wait: { timeoutSeconds: 60 },
        desiredCount: moving ? 0 : undefined,
      },
      context,
    );
  }

  async function releaseFunction(component: Component, fault: string | undefined) {
    await publishLambda(
      {
        environment,
        component,
        functionSettings,
        zip: zipOf('handler.mjs', functionCode(fault ?? '')),
        moveAlias: false,
      },
      context,
    );
  }

  return {
    names,
    request,
    /** Everything before the switch. */
    async release(phase: Phase, faults: Faults = {}): Promise<ApplyPhaseResult> {
      const provisioned = await applyPhase({ ...request(phase), stage: 'provision' }, context);
      const { ecsComponents, lambdaComponents, moving } = provisioned;
      await Promise.all([
        ...ecsComponents.map(
          async (component) => await releaseService(component, moving.includes(component), faults[component]),
        ),
        ...lambdaComponents.map(async (component) => await releaseFunction(component, faults[component])),
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
