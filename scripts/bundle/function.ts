import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { leanNest } from './lean-nest.ts';
import { decorators, dropUnusedLibraries, optionalPeers, rxjsModules, undiciPool } from './plugins.ts';

/** A function's one file. */
export interface FunctionBundle {
  readonly code: Uint8Array;
  readonly map: Uint8Array;
  /** What went into it, for whoever wonders about its size. */
  readonly metafile: Metafile;
}

/** ESM output has no `require`, which the CommonJS packages inside it still call for Node's own modules. */
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** Bundles `lambda/<component>/handler.ts` of the repository `root` into one file that needs nothing beside it. */
export async function bundleFunction(component: string, root: string): Promise<FunctionBundle> {
  const definition = await readFile(join(root, 'lambda', component, 'function.json'), 'utf8');
  // A function that a queue feeds serves no requests.
  const http = !('EventSourceMapping' in (JSON.parse(definition) as object));
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join('lambda', component, 'handler.ts')],
    // Names the map beside the code; nothing is written.
    outfile: join('lambda', component, 'dist', 'handler.mjs'),
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: BANNER },
    logLevel: 'warning',
    plugins: [
      rxjsModules(root),
      undiciPool(),
      leanNest(root, { http }),
      optionalPeers([]),
      dropUnusedLibraries(),
      decorators(),
    ],
  });
  const [code, map] = ['.mjs', '.map'].map(
    (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.contents,
  );
  if (code === undefined || map === undefined)
    throw new Error(`esbuild wrote no bundle for lambda/${component}`);
  return { code, map, metafile };
}
