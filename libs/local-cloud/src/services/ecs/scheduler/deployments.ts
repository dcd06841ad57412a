import { randomBytes, randomInt } from 'node:crypto';
import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import type {
  DeploymentRecord,
  Ecs,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
} from '../records.ts';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(1, 10)).join('');

/** The settings whose change is a new revision. */
export function revisionSettings(settings: Partial<CreateServiceRequest>): RevisionRecord['settings'] {
  const { networkConfiguration, loadBalancers, launchType, capacityProviderStrategy, platformVersion } =
    settings;
  return { networkConfiguration, loadBalancers, launchType, capacityProviderStrategy, platformVersion };
}

/** A new revision of the service as it is configured now. */
export function createRevision(ecs: Ecs, service: ServiceRecord): RevisionRecord {
  const { region, account } = ecs.environment;
  const revision: RevisionRecord = {
    arn: `arn:aws:ecs:${region}:${account}:service-revision/${service.cluster.name}/${service.name}/${digits(19)}`,
    createdAt: Date.now(),
    taskDefinition: service.taskDefinition,
    settings: revisionSettings(service.settings),
    images: new Map(),
  };
  service.revisions.unshift(revision);
  return revision;
}

/** Puts a new primary deployment before all others. */
export function pushDeployment(
  service: ServiceRecord,
  revision: RevisionRecord,
  reason?: string,
): DeploymentRecord {
  const id = `ecs-svc/${digits(19)}`;
  const now = Date.now();
  for (const older of service.deployments) older.status = 'ACTIVE';
  const deployment: DeploymentRecord = {
    id,
    revision,
    createdAt: now,
    updatedAt: now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: reason ?? `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    failuresInARow: 0,
    backOffUntil: 0,
  };
  service.deployments.unshift(deployment);
  service.steady = false;
  return deployment;
}

/** The service deployment that still runs, if one does. */
export const runningServiceDeployment = (service: ServiceRecord): ServiceDeploymentRecord | undefined =>
  service.serviceDeployments.find(({ finishedAt }) => finishedAt === undefined);

/** Ends a service deployment with its final counts. */
export function finishServiceDeployment(
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  status: ServiceDeploymentRecord['status'],
  statusReason?: string,
): void {
  const asked = service.deployments.find(({ id }) => id === record.deploymentId);
  const now = Date.now();
  Object.assign(record, {
    status,
    statusReason: statusReason ?? record.statusReason,
    finishedAt: now,
    updatedAt: now,
  });
  record.failedTasks = asked?.failedTasks ?? record.failedTasks;
}

/** Starts a deployment of the service as it is configured now; one that is under way is overtaken. */
export function startDeployment(ecs: Ecs, service: ServiceRecord): DeploymentRecord {
  const overtaken = runningServiceDeployment(service);
  if (overtaken !== undefined) {
    overtaken.stoppedAt = Date.now();
    finishServiceDeployment(
      service,
      overtaken,
      'STOPPED',
      'Service deployment stopped: a newer deployment replaced it.',
    );
  }
  const sources = [...new Set(service.deployments.map(({ revision }) => revision))];
  const revision = createRevision(ecs, service);
  const deployment = pushDeployment(service, revision);
  const { region, account } = ecs.environment;
  service.serviceDeployments.unshift({
    arn: `arn:aws:ecs:${region}:${account}:service-deployment/${service.cluster.name}/${service.name}/${randomBytes(10).toString('base64url').replaceAll(/[-_]/g, 'x')}`,
    deploymentId: deployment.id,
    rollbackId: undefined,
    createdAt: deployment.createdAt,
    updatedAt: deployment.createdAt,
    finishedAt: undefined,
    stoppedAt: undefined,
    status: 'IN_PROGRESS',
    statusReason: undefined,
    sources,
    target: revision,
    rollback: undefined,
    breakerTriggered: false,
    failedTasks: 0,
  });
  return deployment;
}
