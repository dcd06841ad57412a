import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import {
  decorators,
  dropUnusedLibraries,
  leanFastify,
  optionalPeers,
  rxjsModules,
  undiciPool,
} from './bundle/plugins.ts';
import { sbomOf } from './bundle/sbom.ts';

const ROOT = join(import.meta.dirname, '..');

/** ESM output has no `require`, which the CommonJS packages inside it still call for Node's own modules. */
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles `apps/<component>` into `apps/<component>/dist/main.js`, which plain Node runs with no node_modules around,
 * its source map and its bill of materials (`sbom.cdx.json`) beside it. The same sources give the same bytes in whatever folder they lie.
 * `root` is the repository, `outdir` the folder to write to. Returns the bundle's path.
 */
export async function buildApp(
  component: string,
  { root = ROOT, outdir = join(root, 'apps', component, 'dist') }: { root?: string; outdir?: string } = {},
): Promise<string> {
  await mkdir(outdir, { recursive: true });
  const outfile = join(outdir, 'main.js');
  const manifest = await readFile(join(root, 'apps', component, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join('apps', component, 'src', 'main.ts')],
    outfile,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // Logged errors carry their class's name: minified away, nobody could tell them apart.
    keepNames: true,
    legalComments: 'none',
    // A map beside the bundle costs nothing at start; it names sources relative to itself and stays out of the image.
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: BANNER },
    logLevel: 'warning',
    plugins: [
      rxjsModules(root),
      undiciPool(),
      leanFastify(),
      optionalPeers(Object.keys(dependencies)),
      dropUnusedLibraries(),
      decorators(),
    ],
  });
  // Of the image only the application; build-push-image adds the base image.
  await writeFile(join(outdir, 'sbom.cdx.json'), sbomOf(component, metafile, root));
  return outfile;
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [component] = positionals;
  if (component === undefined || positionals.length > 1) {
    console.error('Usage: node scripts/build-app.ts <component>, where apps/<component>/src/main.ts exists.');
    process.exit(2);
  }
  await buildApp(component);
}
