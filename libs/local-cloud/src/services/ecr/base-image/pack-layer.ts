import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** A folder when the path ends in a slash, else a file. */
export interface LayerEntry {
  /** Without a leading slash. */
  readonly path: string;
  readonly mode: number;
  readonly content?: string | Buffer;
  /** User and group id; root when absent. */
  readonly owner?: number;
}

/** A gzipped tar of `entries`, the same bytes on every machine. */
export async function packLayer(entries: readonly LayerEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { path, mode, content, owner = 0 } of entries) {
    const header = { name: path, mode, uid: owner, gid: owner, mtime: new Date(0) };
    if (content === undefined) tar.entry({ ...header, type: 'directory' });
    else tar.entry(header, Buffer.from(content));
  }
  tar.finalize();
  return promisify(gzip)(await buffer(tar), { level: 1 });
}
