import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { digestOf } from '../registry/digest.ts';
import type { ImageFile } from './context-files.ts';
import { packLayer } from './pack-layer.ts';

const files: readonly ImageFile[] = [
  { path: '/app/bin/run', content: Buffer.from('#!'), executable: true },
  { path: '/app/main.js', content: Buffer.from('console.log(1)'), executable: false },
];

test('the layer holds the folders and files, owned by root and dated 1970', async () => {
  const layer = await packLayer(files);
  const entries: unknown[] = [];
  const reader = extract();
  reader.end(gunzipSync(layer.content));
  for await (const entry of reader) {
    const { name, type, mode, uid, gid, mtime } = entry.header;
    entries.push([name, type, mode?.toString(8), uid, gid, mtime?.getTime()]);
    entry.resume();
  }
  expect(entries).toEqual([
    ['app/', 'directory', '755', 0, 0, 0],
    ['app/bin/', 'directory', '755', 0, 0, 0],
    ['app/bin/run', 'file', '755', 0, 0, 0],
    ['app/main.js', 'file', '644', 0, 0, 0],
  ]);
  expect(layer.digest).toBe(digestOf(layer.content));
  expect(layer.diffId).toBe(digestOf(gunzipSync(layer.content)));
});

test('tmp stays open to everybody when a file is put into it', async () => {
  const path = posix.join('/', 'tmp', 'a');
  const layer = await packLayer([{ path, content: Buffer.from(''), executable: false }]);
  const reader = extract();
  reader.end(gunzipSync(layer.content));
  const modes: string[] = [];
  for await (const entry of reader) {
    modes.push(`${entry.header.name} ${entry.header.mode?.toString(8)}`);
    entry.resume();
  }
  expect(modes).toEqual(['tmp/ 1777', 'tmp/a 644']);
});

test('the same files give the same bytes, on any machine', async () => {
  // A digest that changes here changes every deployed image: do that knowingly.

  expect((await packLayer(files)).diffId).toMatchInlineSnapshot(
    `"sha256:3798e79977ecf7ccecc0cae916c832ac22c9d8d3f9a5c73ebeac50f8fb98bb27"`,
  );
});
