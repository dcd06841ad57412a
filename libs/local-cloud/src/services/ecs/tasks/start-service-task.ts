import { findDefinition } from '../find.ts';
import type { DeploymentRecord, Ecs, ServiceRecord, TaskRecord } from '../records.ts';
import { startTask } from './start-task.ts';

/** Starts one task of a deployment. */
export function startServiceTask(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): TaskRecord {
  const { definition, tags } = findDefinition(ecs, deployment.revision.taskDefinition);
  const { propagateTags, enableECSManagedTags } = service.settings;
  const managed = [
    { key: 'aws:ecs:clusterName', value: service.cluster.name },
    { key: 'aws:ecs:serviceName', value: service.name },
  ];
  return startTask(ecs, {
    cluster: service.cluster,
    definition,
    overrides: {},
    group: `service:${service.name}`,
    startedBy: deployment.id,
    networkConfiguration: deployment.revision.settings.networkConfiguration,
    service,
    deploymentId: deployment.id,
    revision: deployment.revision,
    tags: [
      ...(propagateTags === 'SERVICE' ? service.tags : propagateTags === 'TASK_DEFINITION' ? tags : []),
      ...(enableECSManagedTags === true ? managed : []),
    ],
  });
}
