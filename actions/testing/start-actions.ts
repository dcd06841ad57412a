import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'yaml';
import { buildActions } from '../build.ts';
import { type Death, startDeadlyEndpoint } from './deadly-endpoint.ts';

/** How a process of an action ended. */
export interface ActionEnd {
  readonly ending: 'success' | 'failure' | 'killed';
  readonly log: string;
  /** Write calls that it made. */
  readonly writes: number;
}

/** Actions as a runner of GitHub's starts them: the built bundle, a process each, inputs in its environment. */
export interface Actions {
  /** @param death kills it by SIGKILL at a write call; else it ends by itself */
  run(action: string, inputs: Readonly<Record<string, string>>, death?: Death): Promise<ActionEnd>;
  stop(): Promise<void>;
}

/** @param cloudUrl where the local cloud answers */
export async function startActions(cloudUrl: string): Promise<Actions> {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-actions-'));
  await buildActions(join(folder, 'dist'));
  const endpoint = await startDeadlyEndpoint(cloudUrl);
  return {
    async run(action, inputs, death) {
      const defaults = await defaultInputs(action);
      const variables = Object.fromEntries(
        Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [
          `INPUT_${name.toUpperCase()}`,
          value,
        ]),
      );
      const child = spawn(process.execPath, [join(folder, 'dist', `${action}.js`)], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL: endpoint.url,
          GITHUB_STEP_SUMMARY: '/dev/null',
          GITHUB_OUTPUT: '/dev/null',
          ...variables,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      endpoint.arm(death, () => child.kill('SIGKILL'));
      const [[code, signal], ...streams] = await Promise.all([
        once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
        buffer(child.stdout),
        buffer(child.stderr),
      ]);
      return {
        ending: signal === 'SIGKILL' ? 'killed' : code === 0 ? 'success' : 'failure',
        log: Buffer.concat(streams).toString(),
        writes: endpoint.writes(),
      };
    },
    async stop() {
      await endpoint.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function defaultInputs(action: string): Promise<Record<string, string>> {
  const text = await readFile(join(import.meta.dirname, '..', action, 'action.yml'), 'utf8');
  const { inputs } = parse(text) as { inputs: Record<string, { default?: string }> };
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
}
