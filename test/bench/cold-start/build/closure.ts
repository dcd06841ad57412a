import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Copies `packages` and all that they need from one `node_modules` folder to another, as `npm ci --omit=dev` would have
 * installed them: whole packages, optional peers left out. Throws when one is missing.
 */
export async function copyClosure(packages: readonly string[], from: string, to: string): Promise<void> {
  const folders = new Set<string>();
  const open = packages.map((name) => findPackage(name, dirname(from), from));
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (folders.has(folder)) continue;
    folders.add(folder);
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const name of neededBy(manifest)) open.push(findPackage(name, folder, from));
  }
  for (const folder of folders) {
    const filter = (path: string): boolean => path === folder || basename(path) !== 'node_modules';
    await cp(folder, join(to, relative(from, folder)), { recursive: true, filter });
  }
}

function neededBy({ dependencies, peerDependencies, peerDependenciesMeta }: Manifest): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [...Object.keys(dependencies ?? {}), ...peers];
}

/** As Node looks: beside the package that asks, then further up. */
function findPackage(name: string, asker: string, top: string): string {
  for (let folder = asker; folder.length >= dirname(top).length; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
  }
  throw new Error(`${name}, which ${asker} needs, is not installed in ${top}: run npm ci there`);
}
