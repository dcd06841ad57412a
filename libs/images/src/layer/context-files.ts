import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { type CopyInstruction, DockerfileError } from '../dockerfile/parse-dockerfile.ts';

/** One file as it will be in the image. */
export interface ImageFile {
  /** Absolute path in the image. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * Reads what the COPY instructions name, as Docker would place it; a later COPY wins. Sorted by path.
 *
 * @param context the build context's folder; nothing outside it is read.
 * @throws DockerfileError for a source that is not there or outside the context.
 */
export async function readContextFiles(
  context: string,
  copies: readonly CopyInstruction[],
): Promise<ImageFile[]> {
  const files = new Map<string, ImageFile>();
  for (const copy of copies) {
    for (const source of copy.sources) {
      for await (const file of filesOf(context, source, copy)) files.set(file.path, file);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function* filesOf(context: string, source: string, copy: CopyInstruction): AsyncGenerator<ImageFile> {
  const from = join(context, source);
  if (relative(context, from).split(sep)[0] === '..') {
    throw new DockerfileError(
      copy.line,
      `COPY ${source}; the source lies outside the build context ${context}`,
    );
  }
  if (/[*?[]/.test(source))
    throw new DockerfileError(
      copy.line,
      `COPY ${source}; engine layer takes no patterns, name the files or use engine docker`,
    );
  const found = await stat(from).catch((error: unknown) => {
    throw new DockerfileError(
      copy.line,
      `COPY ${source}; there is no such file in ${context}. Was it built?`,
      { cause: error },
    );
  });
  if (found.isFile()) {
    const path =
      copy.destination.endsWith('/') || copy.destination === '/'
        ? posix.join(copy.destination, posix.basename(source))
        : copy.destination;
    yield { path, content: await readFile(from), executable: (found.mode & 0o100) !== 0 };
    return;
  }
  // COPY of a folder copies what is in it, not the folder itself.
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile())
      throw new DockerfileError(
        copy.line,
        `${file} is neither file nor folder; engine layer copies nothing else, use engine docker`,
      );
    const inside = relative(from, file).split(sep).join('/');
    const { mode } = await stat(file);
    yield {
      path: posix.join(copy.destination, inside),
      content: await readFile(file),
      executable: (mode & 0o100) !== 0,
    };
  }
}
