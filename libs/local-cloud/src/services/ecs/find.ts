import { AwsError } from '../../service.ts';
import { clientError, invalidParameter } from './errors.ts';
import type {
  ClusterRecord,
  DefinitionRecord,
  DeploymentRecord,
  Ecs,
  ServiceRecord,
  TaskRecord,
} from './records.ts';

/** The last part of an ARN, or the name itself. */
export const nameOf = (arnOrName: string): string => arnOrName.slice(arnOrName.lastIndexOf('/') + 1);

/** @throws AwsError ClusterNotFoundException; `default` is meant when no cluster is named. */
export function findCluster(ecs: Ecs, cluster: string | undefined): ClusterRecord {
  const found = ecs.clusters.get(nameOf(cluster ?? 'default'));
  if (found === undefined || found.status === 'INACTIVE')
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  return found;
}

export function serviceArn(ecs: Ecs, cluster: ClusterRecord, service: string): string {
  return `arn:aws:ecs:${ecs.environment.region}:${ecs.environment.account}:service/${cluster.name}/${nameOf(service)}`;
}

/** @throws AwsError ServiceNotFoundException, or ServiceNotActiveException for one that was deleted. */
export function findActiveService(
  ecs: Ecs,
  cluster: ClusterRecord,
  service: string | undefined,
): ServiceRecord {
  const found = ecs.services.get(serviceArn(ecs, cluster, service ?? ''));
  if (found === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  if (found.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  return found;
}

/**
 * A revision by `family`, `family:revision` or ARN; without a revision the newest active one.
 * @throws AwsError ClientException.
 */
export function findDefinition(ecs: Ecs, reference: string | undefined): DefinitionRecord {
  const [family = '', revision] = nameOf(reference ?? '').split(':');
  const all = ecs.definitions.get(family) ?? [];
  const found =
    revision === undefined
      ? all.findLast((record) => record?.definition.status === 'ACTIVE')
      : all[Number(revision) - 1];
  if (found === undefined) throw clientError('Unable to describe task definition.');
  return found;
}

/** Same, for starting tasks. @throws AwsError ClientException when it is not there or was deregistered. */
export function findActiveDefinition(ecs: Ecs, reference: string | undefined): DefinitionRecord {
  const [family = ''] = nameOf(reference ?? '').split(':');
  if (!ecs.definitions.has(family)) throw clientError('TaskDefinition not found.');
  let found: DefinitionRecord;
  try {
    found = findDefinition(ecs, reference);
  } catch (cause) {
    throw new AwsError('ClientException', 'TaskDefinition not found.', { cause });
  }
  if (found.definition.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return found;
}

export function findTask(ecs: Ecs, cluster: ClusterRecord, task: string | undefined): TaskRecord | undefined {
  return [...ecs.tasks.values()].find(
    ({ id, cluster: home }) => id === nameOf(task ?? '') && home === cluster,
  );
}

/** Tasks of a service, also the stopped ones that are remembered. */
export const tasksOf = (ecs: Ecs, service: ServiceRecord): TaskRecord[] =>
  [...ecs.tasks.values()].filter((task) => task.service === service);

/** The deployment a task belongs to: a rollback takes over the tasks of the revision it goes back to. */
export const deploymentOf = (service: ServiceRecord, task: TaskRecord): DeploymentRecord | undefined =>
  service.deployments.find(({ revision }) => revision === task.revision);

/** @throws AwsError InvalidParameterException naming the member. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw invalidParameter(`${member} cannot be null.`);
  return value;
}
