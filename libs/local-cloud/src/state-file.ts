import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from './service.ts';

const VERSION = 1;

interface State {
  readonly version: number;
  readonly account: string;
  readonly region: string;
  readonly services: Readonly<Record<string, unknown>>;
}

/** Where `--data DIR` keeps what every service gives to keep: one JSON file, replaced as a whole or not at all. */
export interface StateFile {
  /**
   * Hands every service what it gave the last time. Does nothing when there is no file yet.
   * @throws {Error} when the file is damaged, or of another account or region; the file is left as it is.
   */
  restore(services: Iterable<Service>): Promise<void>;
  /** Writes what the services give now, if it is not what is written already. */
  save(services: Iterable<Service>): Promise<void>;
}

/** @param place Whose state it is: ARNs carry account and region, so state of others cannot be taken over. */
export function stateFile(directory: string, place: { account: string; region: string }): StateFile {
  const path = join(directory, 'state.json');
  let written = '';
  let saving = Promise.resolve();
  const write = async (text: string): Promise<void> => {
    await mkdir(directory, { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    written = text;
  };
  return {
    async restore(services) {
      if (!existsSync(path)) return;
      const state = await read(path, place);
      for (const service of services) {
        const snapshot = state.services[service.signingName];
        if (snapshot === undefined) continue;
        try {
          service.restore?.(snapshot);
        } catch (cause) {
          throw damaged(path, `what it says of ${service.signingName} cannot be read`, cause);
        }
      }
    },
    save(services) {
      const kept = [...services].flatMap((service) => {
        const snapshot = service.snapshot?.();
        return snapshot === undefined ? [] : [[service.signingName, snapshot] as const];
      });
      const state: State = { version: VERSION, ...place, services: Object.fromEntries(kept) };
      const text = `${JSON.stringify(state)}\n`;
      const attempt = async (): Promise<void> => {
        if (text !== written) await write(text);
      };
      saving = saving.then(attempt, attempt);
      return saving;
    },
  };
}

async function read(path: string, place: { account: string; region: string }): Promise<State> {
  let state: State;
  try {
    state = JSON.parse(await readFile(path, 'utf8')) as State;
  } catch (cause) {
    throw damaged(path, 'it is not JSON', cause);
  }
  if (
    typeof state !== 'object' ||
    state === null ||
    typeof state.services !== 'object' ||
    state.services === null
  ) {
    throw damaged(path, 'it is not what this cloud writes');
  }
  if (state.version !== VERSION)
    throw damaged(path, `its version is ${String(state.version)}, not ${VERSION}`);
  for (const name of ['account', 'region'] as const) {
    if (state[name] === place[name]) continue;
    throw new Error(
      `${path} belongs to ${name} ${state[name]}, this cloud is ${name} ${place[name]}: start it as that, or choose another directory.`,
    );
  }
  return state;
}

function damaged(path: string, why: string, cause?: unknown): Error {
  return new Error(
    `${path} cannot be used: ${why}. Repair it, or move it away to start empty; it was not changed.`,
    {
      cause,
    },
  );
}
