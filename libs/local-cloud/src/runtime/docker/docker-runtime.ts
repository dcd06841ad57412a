import type { CloudEnvironment } from '../../environment.ts';
import type { RegistryAccess } from '../image/registry-client.ts';
import type { ContainerSpec, RunningContainer, TaskRuntime, TaskSandbox, TaskSpec } from '../task-runtime.ts';
import { openBridge, type Bridge } from './bridge.ts';
import { startDockerContainer } from './docker-container.ts';
import { createEngine, type Engine } from './engine.ts';
import { OWNER, removeLeftovers } from './leftovers.ts';
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
  const pulled = new Set<string>();
  let bridge: Bridge | undefined;
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
    const running: RunningContainer[] = [];
    const start = async (container: ContainerSpec): Promise<RunningContainer> => {
      // Containers of a task share the first one's network, as in network mode awsvpc.
      const [first] = running;
      const { HOSTNAME: _hostname, ...environmentOfTask } = container.environment;
      const started = await startDockerContainer(engine, container, {
        name: `phaseline-${task.taskId.slice(0, 12)}-${container.name}`,
        labels: { ...labels, 'phaseline.task': task.taskId, 'phaseline.cluster': task.cluster },
        networkMode: first === undefined ? opened().network : `container:${first.id}`,
        environment: fromInside(environmentOfTask),
      });
      running.push(started);
      const owner = await engine.call<Inspected>('GET', `/containers/${(first ?? started).id}/json`);
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
        for (const { id } of running.toReversed())
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
    async pull(reference) {
      const image = await pullWithEngine(engine, access, reference);
      pulled.add(image.reference);
      return image;
    },
    createTask,
    async start() {
      await removeLeftovers(engine);
      bridge = await openBridge(engine, labels, () => environment.origin());
    },
    async stop() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox.remove()));
      // The registry they came from ends now, so nothing could ever use these names again.
      for (const image of pulled) await engine.call('DELETE', `/images/${image}`, { accept: [404, 409] });
      await bridge?.close();
    },
  };
}
