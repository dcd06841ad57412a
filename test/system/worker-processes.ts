import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Whether processes of tasks can be found here: only Linux shows their environment. */
export const canFindWorkers = existsSync('/proc/self/environ');

/**
 * The processes of a component's tasks and functions, by process id.
 * @param cloud the process that runs them
 */
export function workerProcesses(component: string, cloud: number): number[] {
  return globSync('/proc/[0-9]*/environ').flatMap((path) => {
    try {
      const parent = readFileSync(`${dirname(path)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ')[1];
      if (parent !== String(cloud)) return [];
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
