import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './build-app.ts';

const ROOT = join(import.meta.dirname, '..');
const COMPONENTS = ['order-publisher', 'email-service', 'inventory-service', 'analytics-service'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-app-'));
  for (const component of COMPONENTS) await buildApp(component, { outdir: join(folder, component) });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A second checkout: our own sources copied, the installed packages linked. */
async function checkout(to: string): Promise<string> {
  for (const room of ['apps', 'libs']) {
    await cp(join(ROOT, room), join(to, room), {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist)$/.test(path),
    });
  }
  await cp(join(ROOT, 'tsconfig.base.json'), join(to, 'tsconfig.base.json'));
  await mkdir(join(to, 'node_modules/@phaseline'), { recursive: true });
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (name !== '@phaseline')
      await symlink(join(ROOT, 'node_modules', name), join(to, 'node_modules', name));
  }
  for (const room of ['apps', 'libs']) {
    for (const name of await readdir(join(to, room))) {
      await symlink(join(to, room, name), join(to, 'node_modules/@phaseline', name));
      const own = join(ROOT, room, name, 'node_modules');
      if (existsSync(own)) await symlink(own, join(to, room, name, 'node_modules'));
    }
  }
  return to;
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

describe('buildApp', () => {
  it('gives the same bytes from any folder', async () => {
    const other = await checkout(join(folder, 'some/deeper/other-checkout'));
    for (const component of ['order-publisher', 'email-service']) {
      const there = await buildApp(component, { root: other });
      const here = join(folder, component, 'main.js');
      expect({ component, sha256: await sha256(there) }).toEqual({ component, sha256: await sha256(here) });
      const [bill, same] = [there, here].map((bundle) => join(dirname(bundle), 'sbom.cdx.json'));
      expect(await readFile(same ?? '', 'utf8')).toBe(await readFile(bill ?? '', 'utf8'));
    }
  });

  it.each(COMPONENTS)(
    'bundles %s into one file that starts on its own and says what it needs',
    async (component) => {
      const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
        execFile(process.execPath, [join(folder, component, 'main.js')], { env: {} }, (error, _, stderr) =>
          resolve({ code: Number(error?.code ?? 0), stderr }),
        );
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^The environment is not usable:\n( {2}\w+ is not set\n)+Set these variables/);
    },
  );

  it('bundles an API that serves and ends on SIGTERM', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [join(folder, 'order-publisher/main.js')], {
      stdio: 'ignore',
      env: {
        PORT: String(port),
        ORDER_EVENTS_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:order-events',
        TABLE_NAME: 'order-system',
        AWS_REGION: 'us-east-1',
      },
    });
    const exit = once(child, 'exit');
    await expect.poll(() => status(port), { timeout: 60_000 }).toBe(200);
    // What the bundle leaves out of fastify is missed by none of its ways to answer.
    expect(await status(port, '/nowhere')).toBe(404);
    const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"items":[]}' };
    expect(await status(port, '/orders', body)).toBe(422);
    expect(await status(port, '/orders', { ...body, body: '{' })).toBe(400);
    expect(await status(port, '/orders', { ...body, headers: { 'content-type': 'text/plain' } })).toBe(415);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });
});

async function status(port: number, path = '/health', init: RequestInit = {}): Promise<number | undefined> {
  return fetch(`http://127.0.0.1:${port}${path}`, init).then(
    (response) => response.status,
    () => undefined,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
