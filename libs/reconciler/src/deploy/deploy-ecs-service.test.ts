import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { environmentNames } from '@phaseline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReconcileEvent } from '../context.ts';
import { type Clients, createClients } from '../aws/clients.ts';
import { findPlace } from '../aws/place.ts';
import { applyPhase } from '../phase/apply-phase.ts';
import { pushImage } from '../testing/push-image.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { taskDefinitionOf } from '../testing/task-definition.ts';
import { deployEcsService } from './deploy-ecs-service.ts';
import { EcsDeploymentCancelled, EcsDeploymentFailed } from './errors.ts';

const environment = 'deploy';
const component = 'inventory-service';
const phase = { phase: 'ecs', environment, emailFrom: 'orders@example.com' } as const;
const names = environmentNames(environment);
let aws: TestCloud;

const runs = 'setInterval(() => undefined, 1000); console.log("up");';
const crashes = 'console.log("starting"); console.error("Error: no stock to be had"); process.exitCode = 17;';

async function definitionOf(code: string) {
  const repository = await aws.clients.ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [names.repository(component)] }),
  );
  const image = await pushImage(repository.repositories?.[0]?.repositoryUri ?? '', code, aws.clients);
  return taskDefinitionOf(component, environment, await findPlace(aws.clients, {}), image);
}

async function deploy(
  code: string,
  options: {
    timeoutSeconds?: number;
    desiredCount?: number;
    signal?: AbortSignal;
    report?: (event: ReconcileEvent) => void;
    clients?: Clients;
  } = {},
) {
  const { timeoutSeconds = 60, desiredCount, ...context } = options;
  const taskDefinition = await definitionOf(code);
  return await deployEcsService(
    { environment, component, taskDefinition, desiredCount, wait: { timeoutSeconds } },
    { clients: aws.clients, ...context },
  );
}

async function describeService() {
  const { services } = await aws.clients.ecs.send(
    new DescribeServicesCommand({ cluster: names.cluster, services: [names.service(component)] }),
  );
  return services?.[0];
}

async function removeService() {
  const which = { cluster: names.cluster, service: names.service(component) };
  await aws.clients.ecs.send(new DeleteServiceCommand({ ...which, force: true }));
}

const ecsWrites = (writes: string[]) => writes.filter((name) => name.startsWith('ecs '));

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

beforeAll(async () => {
  aws = await startCloud();
  await applyPhase({ ...phase, stage: 'provision' }, { clients: aws.clients });
});
afterAll(async () => {
  await aws.stop();
});

describe('deployEcsService', () => {
  it('writes nothing where the environment is not provisioned', async () => {
    const taskDefinition = taskDefinitionOf(component, 'nowhere', await findPlace(aws.clients, {}));
    const request = { environment: 'nowhere', component, taskDefinition, wait: { timeoutSeconds: 1 } };
    const { result, writes } = await aws.callsDuring(
      async () => await rejectionOf(deployEcsService(request, { clients: aws.clients })),
    );
    expect(String(result)).toMatch(
      /needs cluster\/nowhere-pubsub-cluster, .*provision the environment first/,
    );
    expect(writes).toEqual([]);
  });

  it('never takes a first deployment that failed for one that is done', async () => {
    const first = await rejectionOf(deploy(crashes));
    expect(String(first)).toMatch(/exit code 17[\s\S]*there is no revision before it to go back to/);
    const { result, writes } = await aws.callsDuring(async () => await rejectionOf(deploy(crashes)));
    expect(result).toBeInstanceOf(EcsDeploymentFailed);
    expect(ecsWrites(writes)).toEqual(['ecs UpdateService']);
    await removeService();
  });

  it('creates the service that is not there, by one registration and one call, and notes its deployment', async () => {
    const { result, writes } = await aws.callsDuring(async () => await deploy(runs));
    expect(result).toMatchObject({ changed: true, runningCount: 1 });
    expect(result.revision).toMatch(/deploy-inventory-service-td:2$/);
    expect(result.imageDigests[component]).toMatch(/^sha256:/);
    // The tag says which deployment released it, once it runs.
    expect(ecsWrites(writes)).toEqual(['ecs RegisterTaskDefinition', 'ecs CreateService', 'ecs TagResource']);
  });

  it('only reads when nothing changed', async () => {
    const { result, writes } = await aws.callsDuring(async () => await deploy(runs));
    expect(result).toMatchObject({ changed: false, runningCount: 1, deploymentId: undefined });
    expect(ecsWrites(writes)).toEqual([]);
  });

  it('rolls a change out by one UpdateService', async () => {
    const { result, writes } = await aws.callsDuring(async () => await deploy(`${runs} // 2`));
    expect(result.revision).toMatch(/:3$/);
    expect(result).toMatchObject({ changed: true, runningCount: 1 });
    // The tag says what ran before.
    expect(ecsWrites(writes)).toEqual(['ecs RegisterTaskDefinition', 'ecs UpdateService', 'ecs TagResource']);
  });

  it('says why a revision does not run, and that the one before is back', async () => {
    const error = await rejectionOf(deploy(crashes));
    expect(error).toBeInstanceOf(EcsDeploymentFailed);
    const { message, failure } = error as EcsDeploymentFailed;
    expect(message).toMatch(/exit code 17/);
    expect(message).toMatch(/\| Error: no stock to be had/);
    expect(message).toMatch(/the service is back at deploy-inventory-service-td:3$/);
    expect(message.split('\n').length).toBeLessThan(30);
    expect(failure.status).toBe('ROLLBACK_SUCCESSFUL');
    const service = await describeService();
    expect(service).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(service?.taskDefinition).toMatch(/:3$/);
  });

  it('uses the revision again that a failed run left, and goes back to one that ran by one call', async () => {
    const { writes } = await aws.callsDuring(async () => await rejectionOf(deploy(crashes)));
    expect(ecsWrites(writes)).toEqual(['ecs UpdateService']);
    await expect(deploy(`${runs} // 2`)).resolves.toMatchObject({ changed: false });
  });

  it('stops the deployment when it is cancelled, and says so', async () => {
    const controller = new AbortController();
    const report = ({ action, detail }: ReconcileEvent) => {
      if (action === 'waiting' && detail?.startsWith('IN_PROGRESS')) controller.abort();
    };
    const error = await rejectionOf(deploy(`${runs} // cancelled`, { signal: controller.signal, report }));
    expect(error).toBeInstanceOf(EcsDeploymentCancelled);
    expect(String(error)).toMatch(/was cancelled: it was stopped and is rolled back/);
    await expect
      .poll(async () => (await describeService())?.taskDefinition, { timeout: 60_000 })
      .toMatch(/:3$/);
  });

  it('rolls back what does not come up in time, and says how far it came', async () => {
    const taskDefinition = await definitionOf(runs);
    const [container] = taskDefinition.containerDefinitions ?? [];
    const command = ['CMD', '/nodejs/bin/node', '-e', 'process.exit(1)'];
    const healthCheck = { command, interval: 5, retries: 10, startPeriod: 60 };
    const request = { environment, component, wait: { timeoutSeconds: 1 } };
    const error = await rejectionOf(
      deployEcsService(
        {
          ...request,
          taskDefinition: { ...taskDefinition, containerDefinitions: [{ ...container, healthCheck }] },
        },
        { clients: aws.clients },
      ),
    );
    expect(error).toBeInstanceOf(EcsDeploymentFailed);
    expect(String(error)).toMatch(/failed: not done after 1 s \((PENDING|IN_PROGRESS)\)/);
    expect(String(error)).toMatch(/it was stopped and is rolled back to the revision before$/);
  });

  it('ends at once when it may not look', async () => {
    const clients = createClients();
    const denied = Object.assign(new Error('may not'), { name: 'AccessDeniedException' });
    clients.ecs.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'DescribeServiceDeploymentsCommand') throw denied;
          return await next(args);
        },
      { step: 'build' },
    );
    await expect(deploy(`${runs} // denied`, { clients })).rejects.toBe(denied);
  });

  it('waits for a rollout that a killed run left behind', async () => {
    const result = await deploy(`${runs} // denied`);
    expect(result).toMatchObject({ changed: false, runningCount: 1 });
    const { taskDefinition } = await aws.clients.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: result.revision }),
    );
    expect((await describeService())?.taskDefinition).toBe(taskDefinition?.taskDefinitionArn);
    expect(await describeService()).toMatchObject({ deployments: [{ rolloutState: 'COMPLETED' }] });
  });

  it('creates a service without tasks where a switch is to let it work later', async () => {
    await removeService();
    const result = await deploy(runs, { desiredCount: 0 });
    expect(result).toMatchObject({ changed: true, runningCount: 0 });
    expect(await describeService()).toMatchObject({ desiredCount: 0, status: 'ACTIVE' });
    await expect(deploy(runs, { desiredCount: 0 })).resolves.toMatchObject({ changed: false });
  });
});
