import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cpuTime } from './cpu-time.ts';
import type { Sample } from './sample.ts';

/** A container's program to start. */
export interface ColdContainer {
  readonly folder: string;
  readonly main: string;
  readonly variables: Readonly<Record<string, string>>;
  /** What its log says once it takes work. */
  readonly listening: string;
}

/** Starts a program as its container does, until it says that it listens. Rejects when it ends before, or takes 30 seconds. */
export async function startContainer({ folder, main, variables, listening }: ColdContainer): Promise<Sample> {
  const ready = Promise.withResolvers<number>();
  const logged: string[] = [];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { NODE_ENV: 'production', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const fail = (what: string): void => {
    ready.reject(new Error(`${folder}/${main} ${what}:\n${logged.join('\n')}`));
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    logged.push(line);
    if (line.includes(`"msg":"${listening}"`)) ready.resolve(performance.now());
  });
  createInterface({ input: child.stderr }).on('line', (line) => logged.push(line));
  const timer = setTimeout(() => fail('does not listen after 30 seconds'), 30_000);
  void exited.then(() => fail('ended'));
  try {
    const at = await ready.promise;
    return { wall: at - startedAt, cpu: await cpuTime(child.pid ?? 0) };
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await exited;
  }
}
