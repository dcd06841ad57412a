import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../cloud.ts';
import { checkOptions, type LocalCloudOptions } from '../options.ts';
import type { CloudFacts, FromCloud } from './messages.ts';

/** A cloud in a process of its own. */
export interface CloudProcess extends LocalCloud {
  /** The parent of the processes that tasks and functions run as. */
  readonly pid: number;
}

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/**
 * Starts a cloud as {@link startLocalCloud} does, in a process of its own: whoever loads it, or deploys to it, does not take the time that it
 * answers in. It ends with this process, however this one ends.
 * @throws {RangeError} for a bad option; {@link Error} saying why it could not start.
 */
export async function startCloudProcess(options: LocalCloudOptions = {}): Promise<CloudProcess> {
  checkOptions(options);
  const child = fork(main, [JSON.stringify(options)], { execArgv: [] });
  const exited = once(child, 'exit');
  const facts = await started(child);
  return {
    ...facts,
    pid: child.pid ?? 0,
    async stop() {
      if (child.connected) child.send('stop');
      await exited;
    },
  };
}

function started(child: ChildProcess): Promise<CloudFacts> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const said = message as FromCloud;
      if ('started' in said) resolve(said.started);
      else reject(new Error(said.failed));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`The local cloud's process ended before the cloud had started: ${signal ?? code}`)),
    );
  });
}
