import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { type CopyInstruction, DockerfileError } from '../dockerfile/parse-dockerfile.ts';
import type { IsIgnored } from './docker-ignore.ts';

/** One file as it will be in the image. */
export interface ImageFile {
  /** Absolute path in the image. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** The context holds something that only a Docker engine can copy. */
export class NeedsDockerError extends DockerfileError {}

/**
 * Reads what the COPY instructions name, as Docker would place it; a later COPY wins. Sorted by path.
 *
 * @param context the build context's folder; nothing outside it is read.
 * @param isIgnored what `.dockerignore` leaves out.
 * @throws DockerfileError for a source that is not there, left out or outside the context; NeedsDockerError for patterns, symbolic
 *   links, and folders whose owner only the base image knows.
 */
export async function readContextFiles(
  context: string,
  copies: readonly CopyInstruction[],
  isIgnored: IsIgnored = () => false,
): Promise<ImageFile[]> {
  const files = new Map<string, ImageFile>();
  for (const copy of copies) {
    for (const source of copy.sources) {
      for await (const file of filesOf(context, source, copy, isIgnored)) files.set(file.path, file);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Reads every file of the context that is not left out; the content of a symbolic link is where it leads. For the identity of an image
 * whose Dockerfile runs commands: any file may matter.
 */
export async function readWholeContext(context: string, isIgnored: IsIgnored): Promise<ImageFile[]> {
  const files: ImageFile[] = [];
  for (const entry of await readdir(context, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const inside = relative(context, file).split(sep).join('/');
    if (entry.isDirectory() || isIgnored(inside)) continue;
    // A link and a file that holds its text are told apart by the path.
    if (entry.isSymbolicLink()) {
      files.push({ path: `/${inside}\0link`, content: Buffer.from(await readlink(file)), executable: false });
    } else if (entry.isFile()) {
      files.push({ path: `/${inside}`, content: await readFile(file), executable: await isExecutable(file) });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isExecutable = async (file: string) => ((await stat(file)).mode & 0o100) !== 0;

async function* filesOf(
  context: string,
  source: string,
  copy: CopyInstruction,
  isIgnored: IsIgnored,
): AsyncGenerator<ImageFile> {
  const from = join(context, source);
  if (relative(context, from).split(sep)[0] === '..') {
    throw new DockerfileError(
      copy.line,
      `COPY ${source}; the source lies outside the build context ${context}`,
    );
  }
  // Docker leaves a folder that is there as it is; engine layer writes folders anew and cannot ask whose these are.
  if (/^\/home\/./.test(copy.destination))
    throw new NeedsDockerError(
      copy.line,
      `COPY to ${copy.destination}; engine layer cannot know who owns folders below /home, copy elsewhere or use engine docker`,
    );
  if (/[*?[]/.test(source))
    throw new NeedsDockerError(
      copy.line,
      `COPY ${source}; engine layer takes no patterns, name the files or use engine docker`,
    );
  const name = relative(context, from).split(sep).join('/');
  const found = await lstat(from).catch((error: unknown) => {
    throw new DockerfileError(
      copy.line,
      `COPY ${source}; there is no such file in ${context}. Was it built?`,
      { cause: error },
    );
  });
  if (found.isFile()) {
    if (isIgnored(name))
      throw new DockerfileError(copy.line, `COPY ${source}; .dockerignore leaves it out of the build`);
    const path =
      copy.destination.endsWith('/') || copy.destination === '/'
        ? posix.join(copy.destination, posix.basename(source))
        : copy.destination;
    yield { path, content: await readFile(from), executable: (found.mode & 0o100) !== 0 };
    return;
  }
  if (!found.isDirectory()) throw notCopied(copy, from);
  let isEmpty = true;
  // COPY of a folder copies what is in it, not the folder itself.
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const inside = relative(from, file).split(sep).join('/');
    if (isIgnored(posix.join(name, inside))) continue;
    if (!entry.isFile()) throw notCopied(copy, file);
    isEmpty = false;
    yield {
      path: posix.join(copy.destination, inside),
      content: await readFile(file),
      executable: await isExecutable(file),
    };
  }
  if (isEmpty && name !== '' && isIgnored(name))
    throw new DockerfileError(copy.line, `COPY ${source}; .dockerignore leaves it out of the build`);
}

function notCopied(copy: CopyInstruction, file: string): NeedsDockerError {
  return new NeedsDockerError(
    copy.line,
    `${file} is neither file nor folder; engine layer copies nothing else, use engine docker`,
  );
}
