import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLogFrames } from './log-frames.ts';

function frame(kind: 1 | 2, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = kind;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

it('gives whole lines, however frames and chunks are cut', async () => {
  const line = fc.stringMatching(/^[aé€😀]{0,8}$/u);
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 11 }),
      async (lines, inFrame, inChunk) => {
        const content = Buffer.from(lines.map((one) => `${one}\n`).join(''));
        const cut = (bytes: Buffer, size: number) =>
          Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          );
        const stream = Buffer.concat(cut(content, inFrame).map((part) => frame(1, part)));
        const found: string[] = [];
        await readLogFrames(Readable.from(cut(stream, inChunk)), (one) => found.push(one));
        expect(found).toEqual(lines);
      },
    ),
  );
});
