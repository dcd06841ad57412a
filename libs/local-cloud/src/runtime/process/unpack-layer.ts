import { chmod, link, mkdir, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { ImagePullError } from '../task-runtime.ts';

/** The place of a layer's path under `root`. @throws ImagePullError for a path that leaves it. */
export function placeInside(root: string, path: string): string {
  const place = resolve(root, normalize(path).replace(/^\/+/, ''));
  if (place !== root && !place.startsWith(root + sep)) {
    throw new ImagePullError(`failed to extract layer: '${path}' is outside the image's root`);
  }
  return place;
}

/** A link that an earlier entry made must not lead a later one out of the root. */
async function refuseWayOut(root: string, place: string): Promise<void> {
  for (let folder = dirname(place); folder.length >= root.length; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) continue;
    const realRoot = await realpath(root);
    if (real === realRoot || real.startsWith(realRoot + sep)) return;
    throw new ImagePullError(`failed to extract layer: '${place}' is below a link out of the image's root`);
  }
}

async function whiteout(place: string): Promise<boolean> {
  const name = basename(place);
  if (!name.startsWith('.wh.')) return false;
  if (name === '.wh..wh..opq') {
    const folder = dirname(place);
    for (const child of await readdir(folder).catch(() => []))
      await rm(join(folder, child), { recursive: true, force: true });
  } else await rm(join(dirname(place), name.slice(4)), { recursive: true, force: true });
  return true;
}

function decompress(layer: Buffer, mediaType: string): NodeJS.ReadableStream {
  if (mediaType.includes('zstd'))
    throw new ImagePullError(
      `failed to extract layer: ${mediaType} is not built in the process runtime; push gzip`,
    );
  const isGzip = layer[0] === 0x1f && layer[1] === 0x8b;
  return isGzip ? Readable.from([layer]).pipe(createGunzip()) : Readable.from([layer]);
}

/**
 * Applies one layer of an image to `root`: files, folders, links and whiteouts. Owners are left alone and devices left
 * out, since the process that uses them is this user's.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md
 */
export async function unpackLayer(layer: Buffer, mediaType: string, root: string): Promise<void> {
  const entries = extract();
  const source = decompress(layer, mediaType);
  source.on('error', (error) => entries.destroy(error as Error));
  source.pipe(entries);
  for await (const entry of entries) {
    const { name, type, mode, linkname } = entry.header;
    const place = placeInside(root, name);
    await refuseWayOut(root, place);
    const content = type === 'file' || type === 'contiguous-file' ? await buffer(entry) : undefined;
    if (content === undefined) entry.resume();
    if (await whiteout(place)) continue;
    await mkdir(type === 'directory' ? place : dirname(place), { recursive: true });
    if (type !== 'directory') await rm(place, { recursive: true, force: true });
    if (type === 'symlink') await symlink(linkname ?? '', place);
    else if (type === 'link') await link(placeInside(root, linkname ?? ''), place);
    else if (content !== undefined) {
      await writeFile(place, content);
      // This user must be able to read and remove what it unpacked, whatever the image says.
      await chmod(place, ((mode ?? 0o644) & 0o777) | 0o600);
    }
  }
}
