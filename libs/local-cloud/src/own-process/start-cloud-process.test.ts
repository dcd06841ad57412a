import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startCloudProcess } from './start-cloud-process.ts';

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('answers from a process of its own, until it is stopped', async () => {
  const cloud = await startCloudProcess({ account: '123456789012' });
  expect(cloud).toMatchObject({ account: '123456789012', runtime: 'process' });
  expect(cloud.env['AWS_ENDPOINT_URL']).toBe(cloud.url);
  expect(cloud.pid).not.toBe(process.pid);
  expect((await fetch(`${cloud.url}/_cloud/faults`)).status).toBe(200);
  await cloud.stop();
  await cloud.stop();
  expect(isThere(cloud.pid)).toBe(false);
});

it('says why it could not start', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(startCloudProcess({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
  taken.close();
  await expect(startCloudProcess({ port: -1 })).rejects.toThrow(RangeError);
});

it('ends with the process that started it, killed though that is', async () => {
  const module = fileURLToPath(new URL('start-cloud-process.ts', import.meta.url));
  const code = `const { startCloudProcess } = await import(${JSON.stringify(module)}); console.log((await startCloudProcess()).pid);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(starter.stdout, 'data')) as [Buffer];
  const pid = Number(line);
  expect(isThere(pid)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isThere(pid)).toBe(false);
});
