import { watch } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskNetwork } from '../../network.ts';

/**
 * Publishes to the task network what the preload writes to `<vpc>/<address>/<port>`, until closed.
 * A folder works for every process and thread of a task alike, where a channel would only reach its main process.
 */
export async function watchPorts(
  vpc: string,
  address: string,
  network: TaskNetwork,
): Promise<() => Promise<void>> {
  const folder = join(vpc, address);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let closed = false;
  const read = async () => {
    const ports = await readdir(folder).catch(() => []);
    const real = await Promise.all(ports.map((port) => readFile(join(folder, port), 'utf8').catch(() => '')));
    if (closed) return;
    network.withdraw(address);
    ports.forEach((port, index) => {
      if (real[index])
        network.publish(address, Number(port), { host: '127.0.0.1', port: Number(real[index]) });
    });
  };
  const watcher = watch(folder, () => void read());
  return async () => {
    closed = true;
    watcher.close();
    network.withdraw(address);
    await rm(folder, { recursive: true, force: true });
  };
}
