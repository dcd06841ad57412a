import { gzipSync } from 'fflate';
import { posix } from 'node:path';
import { pack } from 'tar-stream';
import { digestOf } from '../registry/digest.ts';
import type { ImageFile } from './context-files.ts';

/** One image layer, compressed. */
export interface Layer {
  readonly content: Buffer;
  readonly digest: string;
  /** Digest of the uncompressed tar, as the image configuration lists it. */
  readonly diffId: string;
}

const epoch = new Date(0);

/** A layer's folder replaces the mode of the base's: these keep the one they have in every image. Every other is 755. */
const folderModes: Readonly<Record<string, number>> = { '/tmp': 0o1777, '/var/tmp': 0o1777, '/root': 0o700 };

/**
 * Packs files into a layer whose bytes depend on nothing but paths, contents and executable bits: sorted, owned by root,
 * dated 1970, compressed by one pinned implementation (zlib's output differs between Node versions).
 */
export async function packLayer(files: readonly ImageFile[]): Promise<Layer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const collected = (async () => {
    for await (const chunk of tar) chunks.push(chunk as Buffer);
  })();
  for (const folder of foldersOf(files))
    tar.entry({
      name: `${folder.slice(1)}/`,
      type: 'directory',
      mode: folderModes[folder] ?? 0o755,
      mtime: epoch,
      uid: 0,
      gid: 0,
    });
  for (const file of files) {
    tar.entry(
      { name: file.path.slice(1), mode: file.executable ? 0o755 : 0o644, mtime: epoch, uid: 0, gid: 0 },
      file.content,
    );
  }
  tar.finalize();
  await collected;
  const uncompressed = Buffer.concat(chunks);
  const content = Buffer.from(gzipSync(uncompressed, { level: 9, mtime: 0 }));
  return { content, digest: digestOf(content), diffId: digestOf(uncompressed) };
}

function foldersOf(files: readonly ImageFile[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = posix.dirname(file.path); folder !== '/'; folder = posix.dirname(folder))
      folders.add(folder);
  }
  return [...folders].sort();
}
