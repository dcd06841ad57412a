import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Engine } from './engine.ts';
import { OWNER } from './leftovers.ts';

/**
 * Machine code that waits for ever: pause() on x86-64, ppoll() of nothing on ARM, in a loop.
 * System call numbers: https://chromium.googlesource.com/chromiumos/docs/+/HEAD/constants/syscalls.md
 */
const CODE: Readonly<Record<string, readonly [machine: number, code: string]>> = {
  x64: [62, 'b822000000 0f05 ebf7'],
  arm64: [183, '000080d2 010080d2 020080d2 030080d2 040080d2 280980d2 010000d4 f9ffff17'],
};

const LOAD_ADDRESS = 0x400000n;
const HEADERS = 64 + 56;

/** A static ELF program of some 130 bytes that does nothing until it is killed. @throws Error for another CPU than these two. */
export function pauseProgram(architecture: string): Buffer {
  const known = CODE[architecture];
  if (known === undefined)
    throw new Error(
      `The docker runtime has no program for a CPU of kind ${architecture}; use the process runtime`,
    );
  const [machine, hex] = known;
  const code = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const header = Buffer.alloc(HEADERS);
  // 64 bit, little endian, ELF version 1.
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16); // an executable
  header.writeUInt16LE(machine, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(LOAD_ADDRESS + BigInt(HEADERS), 24); // where it begins
  header.writeBigUInt64LE(64n, 32); // the program header follows this one
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // one segment to load,
  header.writeUInt32LE(5, 68); // to read and execute
  header.writeBigUInt64LE(LOAD_ADDRESS, 80);
  header.writeBigUInt64LE(LOAD_ADDRESS, 88);
  header.writeBigUInt64LE(BigInt(HEADERS + code.length), 96);
  header.writeBigUInt64LE(BigInt(HEADERS + code.length), 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([header, code]);
}

/** Gives the engine an image that holds nothing but the program. @returns its id. */
export async function importPauseImage(engine: Engine, owner: string): Promise<string> {
  const tar = pack();
  tar.entry({ name: 'pause', mode: 0o755, mtime: new Date(0) }, pauseProgram(process.arch));
  tar.finalize();
  const query = new URLSearchParams({ fromSrc: '-', changes: `LABEL ${OWNER}=${owner}` });
  const answer = await engine.call<{ status: string }>('POST', `/images/create?${query.toString()}`, {
    body: await buffer(tar),
    headers: { 'content-type': 'application/x-tar' },
  });
  return answer.status;
}

/** Starts what holds a task's network while its containers come and go, as ECS does. @returns its id. */
export async function startPause(
  engine: Engine,
  image: string,
  place: { readonly name: string; readonly network: string; readonly labels: Record<string, string> },
): Promise<string> {
  const { Id } = await engine.call<{ Id: string }>('POST', `/containers/create?name=${place.name}`, {
    body: {
      Image: image,
      Entrypoint: ['/pause'],
      Labels: place.labels,
      HostConfig: { NetworkMode: place.network, ReadonlyRootfs: true },
    },
  });
  await engine.call('POST', `/containers/${Id}/start`).catch(async (cause: unknown) => {
    await engine.call('DELETE', `/containers/${Id}?force=1`, { accept: [404, 409] });
    throw cause;
  });
  return Id;
}
