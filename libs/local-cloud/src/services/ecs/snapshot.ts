import type { ServiceEvent, TaskDefinition } from '@aws-sdk/client-ecs';
import type { ClusterRecord, DefinitionRecord, Ecs, RevisionRecord, ServiceRecord } from './records.ts';

type SavedRevision = Omit<RevisionRecord, 'images'> & {
  readonly images: readonly (readonly [string, string])[];
};
type SavedService = Pick<
  ServiceRecord,
  | 'name'
  | 'arn'
  | 'createdAt'
  | 'createdBy'
  | 'status'
  | 'desiredCount'
  | 'taskDefinition'
  | 'settings'
  | 'tags'
> & {
  readonly cluster: string;
  readonly revision: SavedRevision | undefined;
  readonly deploymentId: string | undefined;
  readonly events: readonly ServiceEvent[];
};

export interface Snapshot {
  readonly clusters: readonly ClusterRecord[];
  readonly definitions: readonly (readonly [string, readonly (DefinitionRecord | null)[]])[];
  readonly services: readonly SavedService[];
}

const dateOf = (value: Date | string | undefined) => (value === undefined ? undefined : new Date(value));

/** Everything but the tasks: those are gone with the cloud, and the services start theirs anew. */
export function takeSnapshot(ecs: Ecs): Snapshot {
  return {
    clusters: [...ecs.clusters.values()],
    definitions: [...ecs.definitions].map(([family, records]) => [
      family,
      records.map((record) => record ?? null),
    ]),
    services: [...ecs.services.values()].map((service) => {
      const {
        name,
        arn,
        createdAt,
        createdBy,
        status,
        desiredCount,
        taskDefinition,
        settings,
        tags,
        events,
      } = service;
      const primary = service.deployments[0];
      const revision = primary && { ...primary.revision, images: [...primary.revision.images] };
      const base = {
        name,
        arn,
        createdAt,
        createdBy,
        status,
        desiredCount,
        taskDefinition,
        settings,
        tags,
        events,
      };
      return { ...base, cluster: service.cluster.name, revision, deploymentId: primary?.id };
    }),
  };
}

function reviveDefinition(definition: TaskDefinition): TaskDefinition {
  return {
    ...definition,
    registeredAt: dateOf(definition.registeredAt),
    deregisteredAt: dateOf(definition.deregisteredAt),
  };
}

/** Takes a snapshot back. Services come up with their last revision, as completed deployments whose tasks are missing. */
export function restore(ecs: Ecs, snapshot: Snapshot): void {
  for (const cluster of snapshot.clusters) ecs.clusters.set(cluster.name, { ...cluster });
  for (const [family, records] of snapshot.definitions) {
    ecs.definitions.set(
      family,
      records.map((record) =>
        record === null ? undefined : { ...record, definition: reviveDefinition(record.definition) },
      ),
    );
  }
  for (const {
    cluster: clusterName,
    revision: saved,
    deploymentId,
    events,
    ...service
  } of snapshot.services) {
    const cluster = ecs.clusters.get(clusterName);
    if (cluster === undefined) continue;
    const revision = saved && { ...saved, images: new Map(saved.images) };
    const now = Date.now();
    ecs.services.set(service.arn, {
      ...service,
      cluster,
      status: service.status === 'DRAINING' ? 'INACTIVE' : service.status,
      events: events.map((event) => ({ ...event, createdAt: dateOf(event.createdAt) })),
      revisions: revision ? [revision] : [],
      serviceDeployments: [],
      lastCompleted: revision && deploymentId ? { deploymentId, revision } : undefined,
      steady: false,
      deployments:
        revision && deploymentId
          ? [
              {
                id: deploymentId,
                revision,
                createdAt: now,
                updatedAt: now,
                status: 'PRIMARY',
                rolloutState: 'COMPLETED',
                rolloutStateReason: `ECS deployment ${deploymentId} completed.`,
                failedTasks: 0,
                failuresInARow: 0,
                backOffUntil: 0,
              },
            ]
          : [],
    });
  }
}
