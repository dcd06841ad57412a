import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Component, components, type FunctionDefinition } from '@phaseline/model';
import { readFunction } from '../publish-lambda/read-function.ts';

/**
 * Reads `<folder>/<component>/function.json` of every component that has one.
 * @throws Error naming a file that is no function's settings
 */
export async function readFunctions(folder: string): Promise<Partial<Record<Component, FunctionDefinition>>> {
  const found = await Promise.all(
    components.map(async (component) => {
      const path = join(folder, component, 'function.json');
      const isThere = await access(path).then(
        () => true,
        () => false,
      );
      return isThere ? [[component, await readFunction(path)] as const] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}
