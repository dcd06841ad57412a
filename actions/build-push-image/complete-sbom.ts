import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PushedImage } from '@phaseline/images';

interface Bom {
  readonly bomFormat?: string;
  readonly components?: readonly object[];
}

/**
 * Adds an image's base to the bill of materials of the application in it. What is inside of the base is the business of whoever publishes
 * it: it is named by its digest.
 *
 * @returns the path of the completed bill; the one given stays as it is.
 * @throws Error for a file that is no bill of materials in CycloneDX.
 */
export async function completeSbom(
  path: string,
  image: Pick<PushedImage, 'base' | 'digest'>,
): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`Bill of materials "${path}" cannot be read`, { cause: error });
  });
  const bom = JSON.parse(text) as Bom;
  if (bom.bomFormat !== 'CycloneDX' || !Array.isArray(bom.components)) {
    throw new Error(`"${path}" is no bill of materials in CycloneDX JSON: it needs bomFormat and components`);
  }
  const folder = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'sboms', image.digest.replace(':', '-'));
  await mkdir(folder, { recursive: true });
  const completed = join(folder, basename(path));
  await writeFile(completed, `${JSON.stringify(withBase(bom, image), undefined, 2)}\n`);
  return completed;
}

/** Pure. */
export function withBase(bom: Bom, { base }: Pick<PushedImage, 'base'>): Bom {
  if (base === undefined) return bom;
  const name = base.reference.split('@')[0] ?? base.reference;
  const container = {
    type: 'container',
    'bom-ref': `${name}@${base.digest}`,
    name,
    version: base.digest,
    hashes: [{ alg: 'SHA-256', content: base.digest.replace('sha256:', '') }],
  };
  return { ...bom, components: [...(bom.components ?? []), container] };
}
