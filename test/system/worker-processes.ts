import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Whether processes of tasks can be found here: only Linux shows their environment. */
export const canFindWorkers = existsSync('/proc/self/environ');

/**
 * The processes of the workers' tasks that a cloud in this very process runs, by process id.
 * @param component only tasks of this one
 */
export function workerProcesses(component: string): number[] {
  return globSync('/proc/[0-9]*/environ').flatMap((path) => {
    try {
      const isOurs = readFileSync(`${dirname(path)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ')[1];
      if (isOurs !== String(process.pid)) return [];
      const variables = readFileSync(path, 'utf8').split('\0');
      return variables.some((item) => item.startsWith('QUEUE_URL=') && item.endsWith(`/${component}-queue`))
        ? [Number(basename(dirname(path)))]
        : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}
