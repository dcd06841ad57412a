import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { environmentNames } from '@phaseline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clients, createClients } from '../aws/clients.ts';
import { findPlace } from '../aws/place.ts';
import { applyPhase } from '../phase/apply-phase.ts';
import { pushImage } from '../testing/push-image.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { taskDefinitionOf } from '../testing/task-definition.ts';
import { deployEcsService } from './deploy-ecs-service.ts';
import { EcsDeploymentFailed } from './errors.ts';

const environment = 'older';
const component = 'inventory-service';
const names = environmentNames(environment);
const newer = new Set(
  [
    'ListServiceDeployments',
    'DescribeServiceDeployments',
    'DescribeServiceRevisions',
    'StopServiceDeployment',
  ].map((name) => `${name}Command`),
);

let aws: TestCloud;
let clients: Clients;
beforeAll(async () => {
  aws = await startCloud();
  clients = createClients({ endpoint: aws.cloud.url, region: aws.cloud.region });
  // The real cloud as one sees it behind an endpoint that does not know the newer operations.
  clients.ecs.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (parameters) => {
        if (!newer.has(commandName)) return next(parameters);
        throw Object.assign(new Error(`${commandName} is not known`), { name: 'UnknownOperationException' });
      },
    { step: 'initialize', priority: 'high' },
  );
  await applyPhase(
    { phase: 'ecs', environment, emailFrom: 'orders@example.com', stage: 'provision' },
    { clients: aws.clients },
  );
});
afterAll(async () => aws.stop());

async function deploy(code: string) {
  const { repositories } = await clients.ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [names.repository(component)] }),
  );
  const image = await pushImage(repositories?.[0]?.repositoryUri ?? '', code, clients);
  const taskDefinition = taskDefinitionOf(component, environment, await findPlace(clients, {}), image);
  return deployEcsService(
    { environment, component, taskDefinition, wait: { timeoutSeconds: 60 } },
    { clients },
  );
}

const runs = 'setInterval(() => undefined, 1000);';

describe('deployEcsService where the endpoint knows no service deployments', () => {
  it('creates, changes nothing twice, and updates', async () => {
    expect(await deploy(runs)).toMatchObject({ changed: true, runningCount: 1, deploymentId: undefined });
    expect(await deploy(runs)).toMatchObject({ changed: false });
    expect(await deploy(`${runs} // changed`)).toMatchObject({ changed: true, runningCount: 1 });
  });

  it('says that the service was rolled back, and why', async () => {
    const failure = await deploy('console.error("no luck"); process.exitCode = 23;').catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(EcsDeploymentFailed);
    expect(String(failure)).toMatch(/23/);
    expect(String(failure)).toContain('no luck');
  });
});
