import { readFileSync, readdirSync } from 'node:fs';

/** How long a process gets after each signal before the next, in milliseconds. GitHub's: 7500 after SIGINT, 2500 after SIGTERM. */
export interface GracePeriods {
  readonly interrupt: number;
  readonly terminate: number;
}

export const gitHubGracePeriods: GracePeriods = { interrupt: 7500, terminate: 2500 };

/** Signals the whole process group led by `pid`. Returns false when nobody is left in it. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends the group led by `pid` as GitHub's runner does on cancellation: SIGINT, then SIGTERM, then SIGKILL. Returns a function
 * that calls the escalation off.
 */
export function endGroup(pid: number, grace: GracePeriods): () => void {
  signalGroup(pid, 'SIGINT');
  let timer = setTimeout(() => {
    signalGroup(pid, 'SIGTERM');
    timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), grace.terminate);
  }, grace.interrupt);
  return () => clearTimeout(timer);
}

/**
 * Kills what a job left running: every process with `RUNNER_TRACKING_ID=<id>` in its environment, the way GitHub's runner finds
 * orphans. Where there is no /proc only the given groups are known.
 */
export function killOrphans(trackingId: string, groups: Iterable<number>): number[] {
  const killed: number[] = [];
  for (const group of groups) if (signalGroup(group, 'SIGKILL')) killed.push(group);
  for (const pid of processesWith(`RUNNER_TRACKING_ID=${trackingId}`)) {
    try {
      process.kill(pid, 'SIGKILL');
      killed.push(pid);
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return killed;
}

function processesWith(variable: string): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // A zombie's environment is empty, so only living processes are found.
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable);
      } catch {
        return false;
      }
    })
    .map(Number);
}
