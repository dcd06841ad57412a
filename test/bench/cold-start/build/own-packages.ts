import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformWithOxc } from 'vite';

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const SCOPE = '@phaseline/';
/** What transpiled decorators call. */
const HELPERS = { '@oxc-project/runtime': '*' };

/**
 * Puts our packages into `nodeModules` as npm would install them published: JavaScript file by file, nothing bundled. Every
 * file can be imported as `<package>/src/...`. Returns the versions that they ask of others, by name.
 */
export async function installOwnPackages(
  root: string,
  folders: readonly string[],
  nodeModules: string,
): Promise<ReadonlyMap<string, string>> {
  await rm(join(nodeModules, SCOPE), { recursive: true, force: true });
  const versions = new Map<string, string>();
  for (const folder of folders) {
    const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as Manifest;
    const place = join(nodeModules, manifest.name);
    const exports = Object.fromEntries(
      Object.entries(manifest.exports ?? {}).map(([name, file]) => [name, file.replace(/\.ts$/, '.js')]),
    );
    const dependencies = { ...manifest.dependencies, ...HELPERS };
    await writeWhole(
      join(place, 'package.json'),
      JSON.stringify({ ...manifest, dependencies, exports: { ...exports, './src/*': './src/*' } }),
    );
    await transpile(join(root, folder, 'src'), join(place, 'src'));
    for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
      if (!name.startsWith(SCOPE)) versions.set(name, version);
    }
  }
  return versions;
}

async function transpile(from: string, to: string): Promise<void> {
  const exclude = (path: string): boolean => /\.test\.ts$|^testing$/.test(path);
  for await (const path of glob('**/*.ts', { cwd: from, exclude })) {
    if (path.endsWith('.test.ts')) continue;
    await writeWhole(join(to, path.replace(/ts$/, 'js')), await transpileFile(join(from, path)));
  }
}

/** One TypeScript file as JavaScript, with Nest's decorators and their metadata. */
export async function transpileFile(file: string): Promise<string> {
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file, {
    lang: 'ts',
    sourcemap: false,
    decorator: { legacy: true, emitDecoratorMetadata: true },
  });
  return code.replaceAll(/(\bfrom\s*|\bimport\s*\(?)(["'])(\.{1,2}\/[^"']+)\.ts\2/g, '$1$2$3.js$2');
}

async function writeWhole(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Copies a file, with the folders that it needs. */
export async function copyInto(file: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(file, to);
}
