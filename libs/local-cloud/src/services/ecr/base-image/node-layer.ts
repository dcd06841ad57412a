import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { packLayer, type LayerEntry } from './pack-layer.ts';

const run = promisify(execFile);

/** Paths of the shared libraries, the loader included, that `ldd` says a binary needs. */
export function parseLdd(output: string): string[] {
  return [...output.matchAll(/(?:=>\s+)?(\/\S+)\s+\(0x[0-9a-f]+\)/g)]
    .map(([, path]) => path ?? '')
    .filter(Boolean);
}

/**
 * This machine's Node binary at `/nodejs/bin/node` with the libraries it is linked to: some 130 MB that really run in
 * a container of the same CPU architecture.
 * @throws Error when the binary's libraries cannot be listed, as on a machine that is not Linux.
 */
export async function nodeLayer(binary = process.execPath): Promise<Buffer> {
  const { stdout } = await run('ldd', [binary]).catch((cause: unknown) => {
    throw new Error(
      `ldd cannot list the libraries of ${binary}; the docker runtime needs Linux, or NODE_IMAGE set`,
      { cause },
    );
  });
  const files: LayerEntry[] = [
    { path: 'nodejs/bin/node', mode: 0o755, content: await readFile(binary) },
    {
      path: 'etc/passwd',
      mode: 0o644,
      content:
        'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    },
    { path: 'etc/group', mode: 0o644, content: 'root:x:0:\nnonroot:x:65532:\n' },
    {
      path: 'etc/os-release',
      mode: 0o644,
      content: 'ID=phaseline\nNAME="Node.js of the machine that made this image"\n',
    },
  ];
  // The path that ldd names may be a link; the loader looks the library up by that very path.
  for (const path of parseLdd(stdout))
    files.push({ path: path.slice(1), mode: 0o755, content: await readFile(path) });
  const folders = new Set<string>();
  for (const { path } of files)
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(`${folder}/`);
  return packLayer([
    ...[...folders].sort().map((path) => ({ path, mode: 0o755 })),
    { path: 'home/', mode: 0o755 },
    { path: 'home/nonroot/', mode: 0o700, owner: 65_532 },
    { path: 'tmp/', mode: 0o1777 },
    ...files,
  ]);
}
