import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type SpawnedCommand, spawnCommand } from './spawn-command.ts';

const patient = { timeout: 300_000 };
const spawned: SpawnedCommand[] = [];
const run = (...parameters: Parameters<typeof spawnCommand>): SpawnedCommand => {
  const command = spawnCommand(...parameters);
  spawned.push(command);
  return command;
};
afterEach(() => {
  for (const command of spawned.splice(0)) command.remove();
});

/** Waits until the command has written `text`. */
const shows = (command: SpawnedCommand, text: string): Promise<void> =>
  vi.waitFor(() => expect(command.stdout()).toContain(text), { timeout: 280_000, interval: 20 });
/** What a command says about an error: what npm adds begins with `npm`. */
const errors = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
const nothingLeft = { processes: [], files: [] };

describe('wrong usage is one line and exit code 2, before anything starts', () => {
  test.each([
    ['start', ['--nope'], "Unknown option '--nope'"],
    ['start', ['--phase', 'nope'], '--phase nope: expected ecs, hybrid or serverless'],
    ['start', ['--json', '/nowhere/figures.json'], 'there is no folder /nowhere'],
    ['deploy', ['--environment', 'Bad Name'], 'bad environment name "Bad Name"'],
    ['orders', ['--url', 'nonsense'], '--url nonsense: expected a URL'],
    ['cloud', ['--region', 'here'], "found 'here'"],
    ['workflow', ['nope.yml'], 'nope.yml: no such file'],
    ['phaseline', ['nope'], 'unknown command nope: expected plan, deploy'],
    ['phaseline', ['destroy', '--env', 'production'], 'never destroyed'],
    ['phaseline', ['switch', '--env', 'Bad', '--phase', 'ecs'], '--env: bad environment name "Bad"'],
  ])('npm run %s -- %j', patient, async (name, parameters, message) => {
    const ended = await run(['run', name, '--', ...parameters]).ended;
    expect(errors(ended.stderr)).toEqual([expect.stringContaining(message)]);
    expect(ended).toMatchObject({ code: 2, ...nothingLeft });
  });

  test('a flag that npm swallows for want of --', patient, async () => {
    const ended = await run(['start', '--orders', '5']).ended;
    expect(errors(ended.stderr)).toEqual([expect.stringContaining('write npm start -- --orders')]);
    expect(ended).toMatchObject({ code: 2, ...nothingLeft });
  });
});

test('a port in use is one line and exit code 1', patient, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const ended = await run(['start', '--', '--port', String(port)]).ended;
    expect(errors(ended.stderr)).toEqual([expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`)]);
    expect(ended).toMatchObject({ code: 1, ...nothingLeft });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('whoever stops npm start gets everything put away', () => {
  test('Ctrl-C as soon as the cloud is up', patient, async () => {
    const command = run(['start', '--', '--runtime', 'process']);
    await shows(command, 'Local cloud at');
    command.signalGroup('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130, ...nothingLeft });
  });

  test('SIGTERM to npm alone, in the middle of the workflow', patient, async () => {
    const command = run(['start', '--', '--runtime', 'process']);
    await shows(command, 'setup.mjs');
    command.signal('SIGTERM');
    expect(await command.ended).toMatchObject({ code: 130, ...nothingLeft });
  });

  test('npm killed: the command notices and ends', patient, async () => {
    const command = run(['start', '--', '--runtime', 'process']);
    await shows(command, 'Local cloud at');
    command.signal('SIGKILL');
    expect(await command.ended).toMatchObject({ code: 137, ...nothingLeft });
  });

  test('its reader goes away, as with | head', patient, async () => {
    const command = run(['start', '--', '--runtime', 'process']);
    await shows(command, 'Local cloud at');
    command.closeOutput();
    expect(await command.ended).toMatchObject({ code: 130, ...nothingLeft });
  });

  test('Ctrl-C while serving, tasks and all', patient, async () => {
    const command = run(['start', '--', '--orders', '0', '--serve', '--runtime', 'process']);
    await shows(command, 'Serving until Ctrl-C');
    command.signalGroup('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130, ...nothingLeft });
  });
});

test('Ctrl-C ends npm run cloud', patient, async () => {
  const command = run(['run', 'cloud', '--', '--port', '0', '--runtime', 'process']);
  await shows(command, 'Ctrl-C stops everything');
  expect(command.stdout()).toMatch(/^export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m);
  command.signalGroup('SIGINT');
  expect(await command.ended).toMatchObject({ code: 130, ...nothingLeft });
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written is refused at once',
  patient,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'phaseline-read-only-'));
    chmodSync(folder, 0o500);
    try {
      const ended = await run(['start', '--', '--json', join(folder, 'figures.json')]).ended;
      expect(errors(ended.stderr)).toEqual([expect.stringContaining('cannot be written')]);
      expect(ended).toMatchObject({ code: 2, ...nothingLeft });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
