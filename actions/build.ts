import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { literalKeys } from './literal-keys.ts';

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * Bundles every action and what actions share, so that `uses:` needs no install. The same sources give the same bytes.
 *
 * @param outdir where the bundles go.
 */
export async function buildActions(outdir: string): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true, recursive: false }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const names: string[] = [];
  for (const name of entries)
    if ((await readdir(join(folder, name))).includes('action.yml')) names.push(name);
  // Shared chunks are named by their content: without this, old ones would stay.
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(names.sort().map((name) => [name, `./${name}/main.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    banner: {
      js: "import{createRequire as phaselineRequire}from'node:module';const require=phaselineRequire(import.meta.url);",
    },
    // The toolkit's OIDC helper drags in an HTTP client of 400 KB that no action here uses.
    alias: {
      '@actions/http-client': './unused-http-client.ts',
      '@actions/http-client/lib/auth': './unused-http-client.ts',
    },
    // The SDK's ES modules: only of those can a bundler leave out the APIs that nobody calls.
    conditions: ['module'],
    mainFields: ['module', 'main'],
    plugins: [literalKeys],
    logLevel: 'error',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildActions(join(folder, 'dist'));
