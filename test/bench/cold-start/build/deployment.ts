import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { optionalPeers } from '@phaseline/scripts/bundle/plugins';
import { zipFiles } from '@phaseline/scripts/bundle/zip';
import { copyClosure } from './closure.ts';
import { copyInto } from './own-packages.ts';

/** A contender as it is deployed: a folder that needs nothing around it. */
export interface Deployment {
  readonly folder: string;
  /** What would be uploaded. */
  readonly zipBytes: number;
  readonly files: number;
}

/** Bundles one entry the way most teams do: esbuild, minified, what Nest may go without left out. */
export async function bundleEntry(entry: string, folder: string): Promise<Deployment> {
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'handler.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
    plugins: [optionalPeers([])],
  });
  return describeFolder(folder);
}

/** Deploys `files` (by their names in the folder) beside the packages that they import. */
export async function deployWithNodeModules(
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
  nodeModules: string,
  folder: string,
): Promise<Deployment> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, file] of Object.entries(files)) await copyInto(file, join(folder, name));
  await copyClosure(packages, nodeModules, join(folder, 'node_modules'));
  return describeFolder(folder);
}

/** Size and number of files of a deployment's folder. */
export async function describeFolder(folder: string): Promise<Deployment> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, Uint8Array> = {};
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = await readFile(path);
  }
  return { folder, zipBytes: zipFiles(files).bytes.byteLength, files: Object.keys(files).length };
}
