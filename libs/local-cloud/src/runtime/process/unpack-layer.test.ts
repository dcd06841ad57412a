import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Header as FullHeader } from 'tar-stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unpackLayer } from './unpack-layer.ts';

type Header = Pick<FullHeader, 'name'> & Partial<FullHeader>;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'phaseline-layer-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function apply(...entries: [Header, string?][]): Promise<void> {
  const tar = pack();
  for (const [header, content] of entries) tar.entry(header, content ?? '');
  tar.finalize();
  await unpackLayer(await buffer(tar), 'application/vnd.oci.image.layer.v1.tar', root);
}

it('puts later layers over earlier ones, and takes away what they white out', async () => {
  await apply(
    [{ name: 'app/a' }, '1'],
    [{ name: 'app/b' }, '1'],
    [{ name: 'old/x' }, '1'],
    [{ name: 'old/y' }, '1'],
  );
  await apply(
    [{ name: 'app/a' }, '2'],
    [{ name: 'app/.wh.b' }],
    [{ name: 'old/.wh..wh..opq' }],
    [{ name: 'old/z' }, '2'],
  );
  expect(await readFile(join(root, 'app/a'), 'utf8')).toBe('2');
  expect(await readdir(join(root, 'app'))).toEqual(['a']);
  expect(await readdir(join(root, 'old'))).toEqual(['z']);
});

it.each([
  ['a path out of the root', [[{ name: '../../evil' }, 'x']]],
  [
    'a file below a link out of the root',
    [[{ name: 'link', type: 'symlink', linkname: '/tmp' }], [{ name: 'link/evil' }, 'x']],
  ],
  ['a hard link out of the root', [[{ name: 'link', type: 'link', linkname: '../../etc/passwd' }]]],
] as [string, [Header, string?][]][])('refuses %s', async (_what, entries) => {
  await expect(apply(...entries)).rejects.toThrow(/failed to extract layer/);
});
