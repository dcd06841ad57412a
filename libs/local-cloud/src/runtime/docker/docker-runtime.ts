import type { CloudEnvironment } from '../../environment.ts';
import type { RegistryAccess } from '../image/registry-client.ts';
import {
  ContainerStartError,
  type ContainerSpec,
  type RunningContainer,
  type TaskRuntime,
  type TaskSandbox,
  type TaskSpec,
} from '../task-runtime.ts';
import { openBridge, type Bridge } from './bridge.ts';
import { startDockerContainer } from './docker-container.ts';
import { createEngine, type Engine } from './engine.ts';
import { OWNER, removeImagesOf, removeLeftovers } from './leftovers.ts';
import { importPauseImage, startPause } from './pause.ts';
import { pullWithEngine } from './pull.ts';

interface Inspected {
  readonly NetworkSettings: { readonly Networks: Record<string, { readonly IPAddress: string }> };
}

/**
 * Runs tasks as containers of a Docker engine on this machine.
 * @param engine Tests give another one.
 */
export function createDockerRuntime(
  environment: CloudEnvironment,
  access: RegistryAccess,
  engine: Engine = createEngine(),
): TaskRuntime {
  const labels = { [OWNER]: String(process.pid) };
  const sandboxes = new Set<TaskSandbox>();
  let bridge: Bridge | undefined;
  let pauseImage: Promise<string> | undefined;
  const opened = (): Bridge => {
    if (bridge === undefined) throw new Error('The docker runtime has not started yet');
    return bridge;
  };

  /** Values that carry the cloud's address, such as queue URLs, must carry the one that a container reaches. */
  const fromInside = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        value.replaceAll(environment.origin(), opened().origin),
      ]),
    );

  async function createTask(task: TaskSpec): Promise<TaskSandbox> {
    const running: string[] = [];
    const name = `phaseline-${task.taskId.slice(0, 12)}`;
    const labelsOfTask = { ...labels, 'phaseline.task': task.taskId, 'phaseline.cluster': task.cluster };
    /** The container whose network the others share, as in network mode awsvpc. */
    let owning: string | undefined;
    const start = async (container: ContainerSpec): Promise<RunningContainer> => {
      // One that ends would take the network with it, so several have one that never ends.
      if (owning === undefined && task.containers !== 1) {
        pauseImage ??= importPauseImage(engine, String(process.pid));
        owning = await startPause(engine, await pauseImage, {
          name: `${name}-pause`,
          network: opened().network,
          labels: labelsOfTask,
        }).catch((cause: unknown) => {
          throw new ContainerStartError(cause instanceof Error ? cause.message : String(cause), { cause });
        });
        running.push(owning);
      }
      const { HOSTNAME: _hostname, ...environmentOfTask } = container.environment;
      const started = await startDockerContainer(engine, container, {
        name: `${name}-${container.name}`,
        labels: labelsOfTask,
        networkMode: owning === undefined ? opened().network : `container:${owning}`,
        environment: fromInside(environmentOfTask),
      });
      running.push(started.id);
      owning ??= started.id;
      const owner = await engine.call<Inspected>('GET', `/containers/${owning}/json`);
      const host = Object.values(owner.NetworkSettings.Networks)[0]?.IPAddress ?? '';
      for (const port of container.ports) environment.network.publish(task.address, port, { host, port });
      return started;
    };
    // One after the other: the second has to know whose network it joins.
    let turn: Promise<unknown> = Promise.resolve();
    const sandbox: TaskSandbox = {
      start(container) {
        const started = turn.then(() => start(container));
        turn = started.catch(() => undefined);
        return started;
      },
      async remove() {
        await turn;
        environment.network.withdraw(task.address);
        for (const id of running.toReversed())
          await engine.call('DELETE', `/containers/${id}?force=1&v=1`, { accept: [404, 409] });
        sandboxes.delete(sandbox);
      },
    };
    sandboxes.add(sandbox);
    return sandbox;
  }

  return {
    name: 'docker',
    containerOrigin: () => opened().origin,
    pull: (reference) => pullWithEngine(engine, access, reference),
    createTask,
    async start() {
      await removeLeftovers(engine);
      bridge = await openBridge(engine, labels, () => environment.origin());
    },
    async stop() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox.remove()));
      const pause = await pauseImage?.catch(() => undefined);
      if (pause !== undefined) await engine.call('DELETE', `/images/${pause}`, { accept: [404, 409] });
      // The registry ends now, so nothing could ever use these names again.
      await removeImagesOf(engine, new URL(access.origin()).host);
      await bridge?.close();
    },
  };
}
