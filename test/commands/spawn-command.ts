import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What a command left behind when it was over. */
export interface Ended {
  /** The exit code as a shell shows it: 128 and the signal's number for whoever died of one. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Command lines of processes it started, directly or not, that still run. */
  readonly processes: readonly string[];
  /** What it left in its temporary folder. */
  readonly files: readonly string[];
}

/** A command as it runs. */
export interface SpawnedCommand {
  /** npm's own process, which is also the process group a terminal would signal. */
  readonly pid: number;
  stdout(): string;
  readonly ended: Promise<Ended>;
  /** Signals everybody in the group, as a terminal does on Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void;
  /** Signals npm alone, as `docker stop` or a supervisor does. */
  signal(signal: NodeJS.Signals): void;
  /** Closes our end of its output, as `| head -1` does. */
  closeOutput(): void;
  /** Kills what is left and removes its temporary folder. */
  remove(): void;
}

/**
 * Runs `npm <parameters>` as a person at a terminal does: in a process group of its own, with a temporary folder of its own. That
 * folder's name is in the environment of whatever it starts, tasks included, which is how leftovers are found.
 */
export function spawnCommand(
  parameters: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): SpawnedCommand {
  const temporary = mkdtempSync(join(tmpdir(), 'phaseline-command-'));
  // Without the pre-scripts: a test must not install packages under those that run beside it.
  const child = spawn('npm', ['--ignore-scripts', ...parameters], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AWS_ENDPOINT_URL: undefined, TMPDIR: temporary, ...env },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('npm cannot be started');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
        stdout,
        stderr,
        processes: processesIn(temporary).map(({ command }) => command),
        // Node's own cache of compiled code, and what npm keeps for itself.
        files: existsSync(temporary)
          ? readdirSync(temporary).filter((name) => name !== 'node-compile-cache')
          : [],
      }),
    );
  });
  return {
    pid,
    stdout: () => stdout,
    ended,
    signalGroup: (signal) => process.kill(-pid, signal),
    signal: (signal) => process.kill(pid, signal),
    closeOutput: () => child.stdout.destroy(),
    remove: () => {
      for (const left of processesIn(temporary)) process.kill(left.pid, 'SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

function processesIn(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)) return [];
        return [
          { pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
