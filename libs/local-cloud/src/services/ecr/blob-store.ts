import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What was uploaded is not what its digest says. */
export class DigestMismatchError extends Error {
  constructor(stated: string, actual: string) {
    super(`The content has digest ${actual}, but ${stated} was stated; push it again`);
    this.name = 'DigestMismatchError';
  }
}

/** Content-addressed blobs and uploads under way, as files. */
export interface BlobStore {
  /** Bytes, or undefined when it is not there. */
  size(digest: string): Promise<number | undefined>;
  read(digest: string, range?: { start: number; end: number }): ReadStream;
  /** Stores bytes at hand; returns their digest. */
  put(content: Buffer): Promise<string>;
  startUpload(): Promise<string>;
  /** Bytes received so far, or undefined for an unknown upload. */
  uploaded(id: string): Promise<number | undefined>;
  append(id: string, content: Readable): Promise<number>;
  /** @throws DigestMismatchError and forgets the upload. */
  finish(id: string, digest: string): Promise<void>;
  cancel(id: string): Promise<void>;
}

/** @param directory Made when absent; holds `blobs/` and `uploads/`. */
export function createBlobStore(directory: string): BlobStore {
  const ready = Promise.all(
    ['blobs', 'uploads'].map((folder) => mkdir(join(directory, folder), { recursive: true })),
  );
  // Both names come from requests, so nothing but their exact form may reach the file system.
  const blob = (digest: string) => {
    if (!DIGEST.test(digest)) throw new Error(`'${digest}' is no digest; expected sha256:<64 hex digits>`);
    return join(directory, 'blobs', digest.slice(7));
  };
  const upload = (id: string) => join(directory, 'uploads', /^[0-9a-f-]{36}$/.test(id) ? id : 'none');
  const sizeOf = async (path: string) => {
    await ready;
    return stat(path).then(
      (file) => file.size,
      () => undefined,
    );
  };
  return {
    size: async (digest) => (DIGEST.test(digest) ? sizeOf(blob(digest)) : undefined),
    read: (digest, range) => createReadStream(blob(digest), range),
    async put(content) {
      await ready;
      const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
      const part = upload(randomUUID());
      await writeFile(part, content);
      await rename(part, blob(digest));
      return digest;
    },
    async startUpload() {
      await ready;
      const id = randomUUID();
      await writeFile(upload(id), '');
      return id;
    },
    uploaded: (id) => sizeOf(upload(id)),
    async append(id, content) {
      await pipeline(content, createWriteStream(upload(id), { flags: 'a' }));
      return (await sizeOf(upload(id))) ?? 0;
    },
    async finish(id, digest) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(upload(id)), hash);
      const actual = `sha256:${hash.digest('hex')}`;
      if (actual !== digest) {
        await rm(upload(id), { force: true });
        throw new DigestMismatchError(digest, actual);
      }
      await rename(upload(id), blob(digest));
    },
    cancel: (id) => rm(upload(id), { force: true }),
  };
}
