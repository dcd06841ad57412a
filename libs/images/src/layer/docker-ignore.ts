import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** Whether a path of the build context, with `/` between its parts, is left out of the build. */
export type IsIgnored = (path: string) => boolean;

/** Which paths are left out, and the file that says so; no file, nothing left out. */
export interface DockerIgnore {
  readonly isIgnored: IsIgnored;
  /** `Dockerfile.dockerignore` counts with BuildKit only, `.dockerignore` always. */
  readonly kind: 'none' | 'context' | 'dockerfile';
}

/**
 * Reads what a build leaves out of its context: `<Dockerfile>.dockerignore` where there is one, else the context's `.dockerignore`.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export async function readDockerIgnore(context: string, dockerfile: string): Promise<DockerIgnore> {
  const own = await readIfThere(`${dockerfile}.dockerignore`);
  if (own !== undefined) return { isIgnored: parseDockerIgnore(own), kind: 'dockerfile' };
  const shared = await readIfThere(join(context, '.dockerignore'));
  return { isIgnored: parseDockerIgnore(shared ?? ''), kind: shared === undefined ? 'none' : 'context' };
}

/** Reads the lines of a `.dockerignore`: the last that fits decides; one that fits a folder fits everything in it. */
export function parseDockerIgnore(text: string): IsIgnored {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => {
      const trimmed = line.trim();
      const isException = trimmed.startsWith('!');
      const pattern = posix
        .normalize((isException ? trimmed.slice(1) : trimmed).trim())
        .replace(/^\/|\/$/g, '');
      return { isException, expression: expressionOf(pattern) };
    });
  return (path) => {
    const parts = path.split('/');
    const selfAndFolders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const last = rules.findLast(({ expression }) => selfAndFolders.some((one) => expression.test(one)));
    return last !== undefined && !last.isException;
  };
}

/** Go's filepath.Match with `**` for any number of folders, as a regular expression. */
function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(
    /\*\*\/|\*\*|\*|\?|\\(.)|\[\^?[^\]]+\]|[.$^+(){}|[\]]/g,
    (token, escaped: string | undefined) => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      if (token === '*') return '[^/]*';
      if (token === '?') return '[^/]';
      if (escaped !== undefined) return `\\${escaped}`.replace(/^\\(\w)$/, '$1');
      return token.length > 1 ? token : `\\${token}`;
    },
  );
  return new RegExp(`^${source}$`, 's');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read; it decides what goes into the image`, { cause: error });
  }
}
