import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudEnvironment } from '../../environment.ts';
import type { RegistryAccess } from '../image/registry-client.ts';
import type { ContainerSpec, RunningContainer, TaskRuntime, TaskSandbox, TaskSpec } from '../task-runtime.ts';
import { containerEnvironment } from './command.ts';
import { watchPorts } from './port-watch.ts';
import { startProcessContainer } from './process-container.ts';
import { createImageStore, type UnpackedImage } from './unpack-image.ts';

/**
 * Runs tasks as processes of this machine: each container is its image's files, unpacked, under the machine's own Node.
 * There is no isolation of files, users or CPU; address, ports, memory limit and signals behave as in a container.
 */
export function createProcessRuntime(environment: CloudEnvironment, access: RegistryAccess): TaskRuntime {
  const directory = join(environment.directory, 'tasks');
  const vpc = join(environment.directory, 'vpc');
  const pull = createImageStore(join(environment.directory, 'images'), access);
  const sandboxes = new Set<TaskSandbox>();

  function preloadFor(address: string, ports: readonly number[]): string {
    const url = new URL('preload.mjs', import.meta.url);
    url.search = new URLSearchParams({
      vpc,
      address,
      ports: ports.join(','),
      cloud: String(process.pid),
    }).toString();
    return url.href;
  }

  async function createTask(task: TaskSpec): Promise<TaskSandbox> {
    const folder = join(directory, task.taskId);
    const closePorts = await watchPorts(vpc, task.address, environment.network);
    const running = new Set<RunningContainer>();
    const sandbox: TaskSandbox = {
      async start(container: ContainerSpec) {
        const image = container.image as UnpackedImage;
        const home = join(folder, container.name);
        const temporary = join(home, 'tmp');
        await mkdir(temporary, { recursive: true });
        const cwd = join(image.root, container.workingDirectory ?? container.image.config.WorkingDir ?? '/');
        await mkdir(cwd, { recursive: true });
        const started = await startProcessContainer(container, {
          id: `${task.taskId}-${randomBytes(5).readUIntBE(0, 5)}`,
          root: image.root,
          cwd,
          environment: containerEnvironment(container, image, { home, temporary }),
          preload: preloadFor(task.address, container.ports),
        });
        running.add(started);
        return started;
      },
      async remove() {
        await Promise.all([...running].map((container) => container.stop(0)));
        await closePorts();
        await rm(folder, { recursive: true, force: true });
        sandboxes.delete(sandbox);
      },
    };
    sandboxes.add(sandbox);
    return sandbox;
  }

  return {
    name: 'process',
    containerOrigin: () => environment.origin(),
    pull,
    createTask,
    async stop() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox.remove()));
    },
  };
}
