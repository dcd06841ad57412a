import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { detectRuntime } from './detect-runtime.ts';

afterEach(() => vi.unstubAllEnvs());

test('an engine that takes the connection and says nothing is none, and is let go of', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-engine-'));
  const sockets: Socket[] = [];
  const closed = new Promise<void>((resolve) => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('data', () => undefined).on('close', () => resolve(void server.close()));
    }).listen(join(folder, 'engine.sock'));
  });
  vi.stubEnv('DOCKER_HOST', `unix://${join(folder, 'engine.sock')}`);
  expect(await detectRuntime()).toBe('process');
  expect(sockets).toHaveLength(1);
  // Kept open it would keep the command alive after its last line.
  await closed;
  await rm(folder, { recursive: true, force: true });
});
