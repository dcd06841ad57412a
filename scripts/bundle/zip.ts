import { createHash } from 'node:crypto';
import { zipSync, type Zippable } from 'fflate';

/** A zip and what Lambda calls its CodeSha256. */
export interface Zip {
  readonly bytes: Uint8Array;
  readonly codeSha256: string;
}

/** The oldest date that a zip can hold, by the local clock, which is what a zip holds. */
const EPOCH = new Date(1980, 0, 1);
const UNIX = 3;
/** A regular file, readable by everybody: what runs the function is not its owner. */
const MODE = 0o100644;

/** A zip of `files` by name that depends on nothing but them: sorted, without dates, owners or modes of this machine. */
export function zipFiles(files: Readonly<Record<string, Uint8Array>>): Zip {
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    entries[name] = [files[name] as Uint8Array, { level: 9, mtime: EPOCH, os: UNIX, attrs: MODE * 2 ** 16 }];
  }
  const bytes = zipSync(entries);
  return { bytes, codeSha256: createHash('sha256').update(bytes).digest('base64') };
}
