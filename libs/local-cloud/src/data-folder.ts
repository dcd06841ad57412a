import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates the folder that keeps a cloud's state, where it is not there yet.
 * @throws {Error} when it cannot be created or written to, naming it and saying why.
 */
export async function createDataFolder(path: string): Promise<void> {
  try {
    await create(path);
    await access(path, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `The folder ${path} cannot keep the cloud's state: ${(cause as Error).message}. Choose one that can be written to.`,
      { cause },
    );
  }
}

/** One folder after the other: Node's own recursive mkdir never ends where a file system answers ENOENT, as /proc does. */
async function create(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isDirectory()) return;
  if (!found) await create(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // Somebody else was quicker.
    if (!(await stat(path).catch(() => undefined))?.isDirectory()) throw error;
  }
}
