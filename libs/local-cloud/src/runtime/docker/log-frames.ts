import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Splits the engine's log stream, in which stdout and stderr are interleaved as frames, into lines.
 * https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerAttach
 */
export async function readLogFrames(
  stream: Readable,
  onLine: (line: string, stream: 'stdout' | 'stderr') => void,
): Promise<void> {
  let pending = Buffer.alloc(0);
  const partial = { stdout: '', stderr: '' };
  // A frame may end within a character.
  const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };
  for await (const chunk of stream) {
    pending = Buffer.concat([pending, chunk as Buffer]);
    while (pending.length >= 8) {
      const size = pending.readUInt32BE(4);
      if (pending.length < 8 + size) break;
      const kind = pending[0] === 2 ? 'stderr' : 'stdout';
      const lines = (partial[kind] + decoders[kind].write(pending.subarray(8, 8 + size))).split('\n');
      partial[kind] = lines.pop() ?? '';
      for (const line of lines) onLine(line.replace(/\r$/, ''), kind);
      pending = pending.subarray(8 + size);
    }
  }
  for (const kind of ['stdout', 'stderr'] as const) if (partial[kind] !== '') onLine(partial[kind], kind);
}
