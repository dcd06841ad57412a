import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Api } from './api/answer-call.ts';
import { createCallLog } from './control/call-log.ts';
import { createPermissionLog } from './control/permission-log.ts';
import { createFaultPlan } from './control/fault-plan.ts';
import type { Control } from './control/handle-control.ts';
import type { IndexFacts } from './control/index-page.ts';
import { createGeneration, emptyDirectory, type Generation } from './generation.ts';
import { route } from './http/route.ts';
import { serve } from './http/serve.ts';
import { createDataFolder } from './data-folder.ts';
import { keepSaved } from './keep-saved.ts';
import { stateFile } from './state-file.ts';
import { checkOptions, type LocalCloudOptions } from './options.ts';

export interface LocalCloud {
  /** `http://127.0.0.1:PORT`: the endpoint of every service. */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** How tasks run. */
  readonly runtime: 'process' | 'docker';
  /** What a client must have in its environment to use this cloud and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends everything it started, within seconds; long polls end at once. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts an AWS of its own on 127.0.0.1.
 * @param options.port 0, the default, is any free port.
 * @param options.dataDir Keeps all state there across restarts; without it everything is gone on stop.
 * @throws {Error} when the port is taken, or the state in `dataDir` is damaged; {@link RangeError} for a bad option.
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { port, region, account, runtime, alarmMinute } = checkOptions(options);
  const home = options.dataDir === undefined ? await temporaryDirectory() : resolve(options.dataDir);
  // Not `home` itself: a reset empties this folder, and somebody may name one that holds things of their own.
  const directory = join(home, 'files');
  await createDataFolder(home);
  await mkdir(directory, { recursive: true });
  const state = options.dataDir === undefined ? undefined : stateFile(home, { account, region });
  const calls = createCallLog();
  const permissions = createPermissionLog();
  const faults = createFaultPlan();
  let url = '';
  const origin = (): string => {
    if (url === '') throw new Error('The local cloud does not listen yet: its origin is not known.');
    return url;
  };
  const begin = (): Generation =>
    createGeneration({ account, region, directory, origin, runtime, alarmMinute, permissions });
  let generation = begin();
  const saver = keepSaved(async () => state?.save(generation.services.values()));
  const facts = (): IndexFacts => describe(generation, { url, region, account, runtime });
  const reset = async (): Promise<void> => {
    await generation.stop();
    await emptyDirectory(directory);
    calls.clear();
    permissions.clear();
    faults.clear();
    generation = begin();
    await generation.start();
    saver.changed();
  };
  let ready: Promise<void> = Promise.resolve();
  const control: Control = { calls, permissions, faults, facts, reset: () => (ready = reset()) };
  const api = (): Api => ({
    account,
    region,
    calls,
    permissions,
    faults,
    changed: saver.changed,
    services: generation.services,
    access: generation.composition.access,
  });

  const cleanUp = async (): Promise<void> => {
    if (state === undefined) await rm(home, { recursive: true, force: true });
  };
  try {
    await state?.restore(generation.services.values());
    let open: (() => void) | undefined;
    ready = new Promise((resolve) => (open = resolve));
    const listening = await serve(port, async (request, response) => {
      await ready;
      const { hooks, signal } = generation;
      await route({ api: api(), hooks, control, origin: url, signal }, request, response);
    });
    url = `http://127.0.0.1:${listening.port}`;
    const stop = async (): Promise<void> => {
      await saver.stop();
      await generation.stop();
      await listening.close();
      await cleanUp();
    };
    // Services call this cloud while they start, so it answers from then on.
    open?.();
    await generation.start().catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    let stopping: Promise<void> | undefined;
    return {
      url,
      region,
      account,
      runtime,
      env: { ...environmentOf(url, region), ...generation.composition.env() },
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    saver.letGo();
    await cleanUp();
    throw error;
  }
}

function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'phaseline-cloud-'));
}

function environmentOf(url: string, region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // Else clients look for credentials of an instance or a container, or a paging program, before they give up.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

function describe(
  { services, hooks }: Generation,
  facts: Omit<IndexFacts, 'services' | 'links'>,
): IndexFacts {
  return {
    ...facts,
    services: [...services.values()].map(({ signingName, operations }) => ({
      name: signingName,
      operations: Object.keys(operations).sort(),
    })),
    links: hooks.flatMap(({ prefix, title }) => (title === undefined ? [] : [{ path: prefix, title }])),
  };
}
