import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFunction } from './bundle/function.ts';
import { sbomOf } from './bundle/sbom.ts';
import { zipFiles } from './bundle/zip.ts';

const ROOT = join(import.meta.dirname, '..');

/** A function's code, ready to upload. */
export interface BuiltLambda {
  /** `function.zip`: one file, `handler.mjs`. */
  readonly zip: string;
  /** What AWS will say of it: the base64 SHA-256 of the zip. */
  readonly codeSha256: string;
  readonly bytes: number;
}

/**
 * Builds `lambda/<component>` into `outdir` (its `dist` by default): `function.zip` to upload, `handler.mjs` as it is in
 * there, its source map, its bill of materials `sbom.cdx.json`, and `function.zip.sha256` with the zip's CodeSha256. The same sources give the same bytes in
 * whatever folder, on whatever day.
 */
export async function buildLambda(
  component: string,
  { root = ROOT, outdir = join(root, 'lambda', component, 'dist') }: { root?: string; outdir?: string } = {},
): Promise<BuiltLambda> {
  const { code, map, metafile } = await bundleFunction(component, root);
  const { bytes, codeSha256 } = zipFiles({ 'handler.mjs': code });
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const zip = join(outdir, 'function.zip');
  await Promise.all([
    writeFile(zip, bytes),
    writeFile(join(outdir, 'handler.mjs'), code),
    writeFile(join(outdir, 'handler.mjs.map'), map),
    writeFile(join(outdir, 'sbom.cdx.json'), sbomOf(`lambda-${component}`, metafile, root)),
    writeFile(`${zip}.sha256`, `${codeSha256}\n`),
  ]);
  return { zip, codeSha256, bytes: bytes.byteLength };
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [component] = positionals;
  if (component === undefined || positionals.length > 1) {
    console.error(
      'Usage: node scripts/build-lambda.ts <component>, where lambda/<component>/handler.ts exists.',
    );
    process.exit(2);
  }
  const { bytes, codeSha256 } = await buildLambda(component);
  console.log(
    `lambda/${component}/dist/function.zip: ${(bytes / 1024).toFixed(1)} KB, CodeSha256 ${codeSha256}`,
  );
}
