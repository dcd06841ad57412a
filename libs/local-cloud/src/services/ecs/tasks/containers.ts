import type { Container, ContainerDefinition } from '@aws-sdk/client-ecs';
import {
  ContainerStartError,
  type PulledImage,
  type RunningContainer,
  type TaskSandbox,
} from '../../../runtime/task-runtime.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import { memoryMiB } from '../task-definitions/fargate-sizes.ts';
import { environmentOf } from './environment.ts';
import { watchHealth } from './health-check.ts';
import type { TaskLogs } from './logs.ts';

/** The containers of one task, started and stopped in the order of their dependencies. */
export interface TaskContainers {
  /** Resolves when every container runs. @throws ContainerStartError. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Part {
  readonly definition: ContainerDefinition;
  readonly shown: Container;
  running?: RunningContainer;
  readonly started: PromiseWithResolvers<void>;
  readonly healthy: PromiseWithResolvers<void>;
  readonly ended: PromiseWithResolvers<number>;
}

/** A task is as healthy as its essential containers with a health check. */
function judgeTask(parts: readonly Part[]): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  const states = parts
    .filter(({ definition }) => definition.essential !== false && definition.healthCheck !== undefined)
    .map(({ shown }) => shown.healthStatus);
  if (states.includes('UNHEALTHY')) return 'UNHEALTHY';
  return states.length === 0 || states.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}

async function waitFor(parts: readonly Part[], definition: ContainerDefinition): Promise<void> {
  for (const { containerName, condition } of definition.dependsOn ?? []) {
    const other = parts.find((part) => part.definition.name === containerName);
    if (other === undefined) continue;
    if (condition === 'HEALTHY') await other.healthy.promise;
    else if (condition === 'START') await other.started.promise;
    else if ((await other.ended.promise) !== 0 && condition === 'SUCCESS') {
      throw new ContainerStartError(`dependency '${containerName}' did not exit with code 0`);
    }
  }
}

/** Prepares the containers of a task in its sandbox. */
export function createContainers(
  ecs: Ecs,
  record: TaskRecord,
  sandbox: TaskSandbox,
  images: ReadonlyMap<string, PulledImage>,
  logs: TaskLogs,
): TaskContainers {
  const shownOf = (name: string | undefined) =>
    record.task.containers?.find((container) => container.name === name) ?? {};
  const parts = (record.definition.containerDefinitions ?? []).map((definition): Part => ({
    definition,
    shown: shownOf(definition.name),
    started: Promise.withResolvers(),
    healthy: Promise.withResolvers(),
    ended: Promise.withResolvers(),
  }));

  const follow = (part: Part, running: RunningContainer) => {
    const { definition, shown } = part;
    const check = definition.healthCheck;
    const unwatch =
      check === undefined || check.command?.[0] === 'NONE'
        ? () => undefined
        : watchHealth(check, running, ecs.pace.second, (status) => {
            shown.healthStatus = status;
            if (status === 'HEALTHY') part.healthy.resolve();
            record.task.healthStatus = judgeTask(parts);
            ecs.wake(record.service);
          });
    void running.exited.then(({ exitCode, reason }) => {
      unwatch();
      Object.assign(shown, { lastStatus: 'STOPPED', exitCode, reason });
      part.ended.resolve(exitCode);
      if (definition.essential !== false)
        record.stop('Essential container in task exited', 'EssentialContainerExited');
      return undefined;
    });
  };

  const startOne = async (part: Part) => {
    const { definition, shown } = part;
    await waitFor(parts, definition);
    if (record.task.desiredStatus === 'STOPPED') return;
    const { name = '' } = definition;
    const override = record.overrides.containerOverrides?.find((one) => one.name === name);
    const image = images.get(name);
    if (image === undefined) throw new ContainerStartError(`image of container '${name}' was not pulled`);
    const running = await sandbox.start({
      name,
      image,
      entryPoint: definition.entryPoint?.length ? definition.entryPoint : undefined,
      command: override?.command ?? (definition.command?.length ? definition.command : undefined),
      workingDirectory: definition.workingDirectory,
      user: definition.user,
      environment: environmentOf(ecs, record, definition),
      memory: override?.memory ?? definition.memory ?? memoryMiB(record.task.memory ?? '512'),
      cpu: override?.cpu ?? (definition.cpu || Number(record.task.cpu ?? 0)),
      initProcess: definition.linuxParameters?.initProcessEnabled ?? false,
      readonlyRootFilesystem: definition.readonlyRootFilesystem ?? false,
      ports: (definition.portMappings ?? []).map(({ containerPort = 0 }) => containerPort),
      onLog: (line) => logs.write(name, line),
    });
    part.running = running;
    Object.assign(shown, { lastStatus: 'RUNNING', runtimeId: running.id });
    part.started.resolve();
    follow(part, running);
  };

  const stopOne = async (part: Part) => {
    // Whoever depends on a container goes before it.
    const dependents = parts.filter(({ definition }) =>
      definition.dependsOn?.some(({ containerName }) => containerName === part.definition.name),
    );
    await Promise.all(dependents.map(stopOne));
    await part.running?.stop((part.definition.stopTimeout ?? 30) * ecs.pace.second);
    await part.running?.exited;
  };

  const starting = { done: Promise.resolve() as Promise<unknown> };
  return {
    async start() {
      const all = parts.map(startOne);
      starting.done = Promise.allSettled(all);
      await Promise.all(all).catch((error: unknown) => {
        const failed = parts.find(
          ({ running, shown }) => running === undefined && shown.reason === undefined,
        );
        if (failed !== undefined && error instanceof ContainerStartError) {
          failed.shown.reason = `CannotStartContainerError: ${error.message}`;
        }
        throw error;
      });
    },
    async stop() {
      // Those that still wait for another container have to see that there is nothing to wait for any more.
      for (const part of parts) for (const wait of [part.healthy, part.started]) wait.resolve();
      for (const part of parts) if (part.running === undefined) part.ended.resolve(0);
      await starting.done;
      await Promise.all(parts.map(stopOne));
    },
  };
}
