import type { Deployment, Service, ServiceDeployment, ServiceRevisionSummary } from '@aws-sdk/client-ecs';
import { tasksOf } from './find.ts';
import type {
  DeploymentRecord,
  Ecs,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskRecord,
} from './records.ts';
import { failureThreshold } from './scheduler/circuit-breaker.ts';

const isPending = ({ task }: TaskRecord) =>
  ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus ?? '');
const isRunning = ({ task }: TaskRecord) => task.lastStatus === 'RUNNING';

function showDeployment(
  service: ServiceRecord,
  deployment: DeploymentRecord,
  tasks: readonly TaskRecord[],
): Deployment {
  const own = tasks.filter((task) => task.revision === deployment.revision);
  const wanted = own.filter(({ task }) => task.desiredStatus === 'RUNNING').length;
  const { networkConfiguration, launchType, capacityProviderStrategy } = deployment.revision.settings;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.revision.taskDefinition,
    desiredCount: deployment.status === 'PRIMARY' ? service.desiredCount : wanted,
    pendingCount: own.filter(isPending).length,
    runningCount: own.filter(isRunning).length,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...(capacityProviderStrategy === undefined
      ? { launchType: launchType ?? 'FARGATE' }
      : { capacityProviderStrategy }),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

function summarize(
  service: ServiceRecord,
  revision: RevisionRecord,
  tasks: readonly TaskRecord[],
): ServiceRevisionSummary {
  const own = tasks.filter((task) => task.revision === revision);
  return {
    arn: revision.arn,
    requestedTaskCount: service.deployments[0]?.revision === revision ? service.desiredCount : 0,
    runningTaskCount: own.filter(isRunning).length,
    pendingTaskCount: own.filter(isPending).length,
  };
}

/** Defaults and given settings of a deployment, as ECS fills them in. */
export function deploymentConfigurationOf(
  service: ServiceRecord,
): NonNullable<Service['deploymentConfiguration']> {
  return {
    strategy: 'ROLLING',
    maximumPercent: 200,
    minimumHealthyPercent: 100,
    bakeTimeInMinutes: 0,
    ...service.settings.deploymentConfiguration,
    deploymentCircuitBreaker: {
      enable: false,
      rollback: false,
      ...service.settings.deploymentConfiguration?.deploymentCircuitBreaker,
    },
  };
}

/** A service as DescribeServices shows it. */
export function showService(ecs: Ecs, service: ServiceRecord, withTags = false): Service {
  const tasks = tasksOf(ecs, service);
  const { settings } = service;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: tasks.filter(isRunning).length,
    pendingCount: tasks.filter(isPending).length,
    taskDefinition: service.taskDefinition,
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: [],
    ...(settings.capacityProviderStrategy === undefined
      ? { launchType: settings.launchType ?? 'FARGATE' }
      : { capacityProviderStrategy: settings.capacityProviderStrategy }),
    platformVersion: settings.platformVersion ?? 'LATEST',
    platformFamily: 'Linux',
    deploymentConfiguration: deploymentConfigurationOf(service),
    deploymentController: { type: 'ECS' },
    deployments: service.deployments.map((deployment) => showDeployment(service, deployment, tasks)),
    events: service.events,
    createdAt: new Date(service.createdAt),
    createdBy: service.createdBy,
    currentServiceDeployment: service.serviceDeployments.find(({ finishedAt }) => finishedAt === undefined)
      ?.arn,
    currentServiceRevisions: service.deployments.map(({ revision }) => summarize(service, revision, tasks)),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: settings.networkConfiguration,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds ?? 0,
    schedulingStrategy: 'REPLICA',
    enableECSManagedTags: settings.enableECSManagedTags ?? false,
    propagateTags: settings.propagateTags ?? 'NONE',
    enableExecuteCommand: settings.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing ?? 'ENABLED',
    roleArn: `arn:aws:iam::${ecs.environment.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    ...(withTags ? { tags: service.tags } : {}),
  };
}

function breakerStatus(enabled: boolean, record: ServiceDeploymentRecord) {
  if (!enabled) return 'DISABLED';
  if (record.breakerTriggered) return 'TRIGGERED';
  return record.finishedAt === undefined ? 'MONITORING' : 'MONITORING_COMPLETE';
}

const dateOf = (time: number | undefined) => (time === undefined ? undefined : new Date(time));

/** A service deployment as DescribeServiceDeployments shows it. */
export function showServiceDeployment(
  ecs: Ecs,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const tasks = tasksOf(ecs, service);
  const configuration = deploymentConfigurationOf(service);
  const breaker = configuration.deploymentCircuitBreaker;
  const asked = service.deployments.find(({ id }) => id === record.deploymentId);
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: new Date(record.createdAt),
    startedAt: new Date(record.createdAt),
    updatedAt: new Date(record.updatedAt),
    finishedAt: dateOf(record.finishedAt),
    stoppedAt: dateOf(record.stoppedAt),
    sourceServiceRevisions: record.sources.map((revision) => summarize(service, revision, tasks)),
    targetServiceRevision: summarize(service, record.target, tasks),
    status: record.status,
    statusReason: record.statusReason,
    lifecycleStage: record.finishedAt === undefined ? 'SCALE_UP' : 'CLEAN_UP',
    deploymentConfiguration: configuration,
    rollback: record.rollback && {
      reason: record.rollback.reason,
      startedAt: new Date(record.rollback.startedAt),
      serviceRevisionArn: record.rollback.revision.arn,
    },
    deploymentCircuitBreaker: {
      status: breakerStatus(breaker?.enable === true, record),
      failureCount:
        record.finishedAt === undefined ? (asked?.failedTasks ?? record.failedTasks) : record.failedTasks,
      threshold: failureThreshold(service.desiredCount, breaker),
    },
  };
}
