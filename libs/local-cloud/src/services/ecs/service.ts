import type { CloudEnvironment } from '../../environment.ts';
import type { TaskRuntime } from '../../runtime/task-runtime.ts';
import type { Service } from '../../service.ts';
import type { EcsDependencies } from './dependencies.ts';
import { createOperations, type EcsOperations } from './operations/operations.ts';
import { defaultPace, type Pace } from './pace.ts';
import type { Ecs } from './records.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { restore, takeSnapshot, type Snapshot } from './snapshot.ts';
import { handleTaskEndpoint } from './tasks/endpoint.ts';

export interface EcsService extends Service {
  readonly operations: EcsOperations;
}

/**
 * Elastic Container Service on Fargate: task definitions, services with their scheduler, and tasks that really run.
 * @param deps.runtime Where tasks run.
 * @param deps.pace How fast what takes AWS its time goes here; tests shorten it.
 */
export function createEcsService(
  environment: CloudEnvironment,
  deps: EcsDependencies & { runtime: TaskRuntime; pace?: Partial<Pace> },
): EcsService {
  const ecs: Ecs = {
    environment,
    deps,
    runtime: deps.runtime,
    pace: { ...defaultPace, ...deps.pace },
    clusters: new Map(),
    definitions: new Map(),
    services: new Map(),
    tasks: new Map(),
    wake: (service) => service && scheduler.wake(service),
    stopping: { value: false },
  };
  const scheduler = createScheduler(ecs);
  return {
    signingName: 'ecs',
    operations: createOperations(ecs),
    http: { prefix: '/_ecs', handle: (request, response) => handleTaskEndpoint(ecs, request, response) },
    async start() {
      await deps.runtime.start?.();
      for (const service of ecs.services.values()) if (service.status === 'ACTIVE') scheduler.wake(service);
    },
    async stop() {
      ecs.stopping.value = true;
      scheduler.stop();
      // The cloud goes at once: nobody waits for a drain or a stop timeout then.
      for (const task of ecs.tasks.values()) task.stop('The local cloud stopped', 'UserInitiated');
      await deps.runtime.stop();
      await Promise.all([...ecs.tasks.values()].map(({ stopped }) => stopped));
    },
    snapshot: () => takeSnapshot(ecs),
    restore: (snapshot) => restore(ecs, snapshot as Snapshot),
  };
}
