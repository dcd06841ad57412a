import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { RegistryImage } from '../registry/read-image.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import { digestOf } from '../registry/digest.ts';

/** What an image's layers leave in its file system: type, mode, owner and digest of the content by path. */
export async function readFiles(
  client: RegistryClient,
  repository: string,
  image: RegistryImage,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { digest } of image.manifest.layers) {
    const response = await client.request(`/v2/${repository}/blobs/${digest}`);
    const tar = Readable.from(Buffer.from(await response.arrayBuffer()))
      .pipe(createGunzip())
      .pipe(extract());
    for await (const entry of tar) {
      // Some builders write the type into the mode as well.
      const { name, type, mode, uid, gid } = entry.header;
      const content = digestOf(await buffer(entry));
      files[name.replace(/\/$/, '')] =
        `${type} ${((mode ?? 0) & 0o7777).toString(8)} ${uid}:${gid} ${content}`;
    }
  }
  return files;
}
