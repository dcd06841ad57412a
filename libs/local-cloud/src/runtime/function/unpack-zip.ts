import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';

/** Unpacked code may be this large, in bytes. */
export const UNPACKED_LIMIT = 262_144_000;

/** A deployment package that cannot be unpacked. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/**
 * Unpacks a deployment package into `folder`, once: where that folder is there already nothing happens.
 * @throws {ZipError} when it is no zip, too large, or names a path outside of its root.
 */
export async function unpackZip(zip: Uint8Array, folder: string): Promise<void> {
  const known = await stat(folder).catch(() => undefined);
  if (known) return;
  const files = readZip(zip);
  const part = `${folder}.${process.hrtime.bigint()}.part`;
  try {
    await mkdir(part, { recursive: true });
    for (const [name, bytes] of Object.entries(files)) await writeEntry(part, name, bytes);
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Two that unpack the same at once: one of them was first.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

function readZip(zip: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(zip, {
      filter({ originalSize }) {
        total += originalSize;
        if (total > UNPACKED_LIMIT) {
          throw new ZipError(`Unzipped size must be smaller than ${UNPACKED_LIMIT} bytes`);
        }
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ZipError) throw cause;
    throw new ZipError('Could not unzip uploaded file. Please check your file, then try to upload again.', {
      cause,
    });
  }
}

async function writeEntry(root: string, name: string, bytes: Uint8Array): Promise<void> {
  const place = resolve(join(root, name));
  if (name.includes('\0') || name.startsWith('/') || (place !== root && !place.startsWith(root + sep))) {
    throw new ZipError(`The uploaded file holds the path '${name}', which lies outside of its root.`);
  }
  if (name.endsWith('/')) {
    await mkdir(place, { recursive: true });
    return;
  }
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, bytes, { mode: 0o644 });
}
