import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { heartbeatPath, startHeartbeat, type Heartbeat } from './heartbeat.ts';

interface TaskDefinition {
  readonly containerDefinitions: readonly [{ readonly healthCheck: { readonly command: readonly string[] } }];
}

const environment = { ECS_CONTAINER_METADATA_URI_V4: `http://169.254.170.2/v4/${randomUUID()}` };
let heartbeat: Heartbeat | undefined;

afterEach(async () => {
  await heartbeat?.stop();
  heartbeat = undefined;
});

/** Runs the very probe of a task definition. Returns its exit code. */
async function probe(component: string): Promise<number> {
  const file = join(import.meta.dirname, '../../../../taskdefs', `${component}.json`);
  const definition = JSON.parse(await readFile(file, 'utf8')) as TaskDefinition;
  const [, , ...args] = definition.containerDefinitions[0].healthCheck.command;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: environment }, (error) =>
      resolve(error === null ? 0 : Number(error.code)),
    );
  });
}

describe.each(['email-service', 'inventory-service', 'analytics-service'])(
  'the health check of %s',
  (component) => {
    it('passes while the worker is alive', async () => {
      heartbeat = await startHeartbeat(heartbeatPath(environment), () => true);
      expect(await probe(component)).toBe(0);
    });

    it('fails once the worker is stalled, and when there is none', async () => {
      expect(await probe(component)).toBe(1);
      heartbeat = await startHeartbeat(heartbeatPath(environment), () => false);
      expect(await probe(component)).toBe(1);
    });
  },
);

describe('startHeartbeat', () => {
  it('keeps tasks of one machine apart', async () => {
    const other = heartbeatPath({ ECS_CONTAINER_METADATA_URI_V4: randomUUID() });
    heartbeat = await startHeartbeat(heartbeatPath(environment), () => true);
    await expect(startHeartbeat(other, () => true).then((second) => second.stop())).resolves.toBeUndefined();
    await expect(startHeartbeat(heartbeatPath(environment), () => true)).rejects.toThrow('EADDRINUSE');
  });
});
