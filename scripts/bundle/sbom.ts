import { createHash } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** One package that is in a bundle. https://cyclonedx.org/docs/1.6/json/#components */
interface SbomComponent {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  /** None for our own, which are in no registry. */
  readonly purl?: string;
  readonly licenses?: readonly { readonly expression: string }[];
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * A bill of materials in CycloneDX: the packages of which at least a byte is in the bundle, whatever else is installed. The same bundle
 * gives the same bytes.
 *
 * @param name of what is bundled.
 * @param root the folder that the metafile's paths are relative to.
 * @throws Error for a file in the bundle that belongs to no package.
 */
export function sbomOf(name: string, { outputs }: Metafile, root: string): string {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const components = new Map<string, SbomComponent>();
  // What our plugins make up (`undici-pool:undici`) only leads to files that are there under their own names.
  for (const file of files.filter((each) => !/^[\w-]+:/.test(each))) {
    const component = componentOf(manifestOf(resolve(root, file)), file);
    components.set(component['bom-ref'], component);
  }
  const content = {
    metadata: { component: { type: 'application', 'bom-ref': name, name } },
    components: [...components.values()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)),
  };
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(content),
    version: 1,
    ...content,
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** The package.json of the package that a file belongs to: the nearest with a name, since folders have their own for `type` only. */
function manifestOf(file: string): Manifest {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    if (manifest.name !== undefined) return manifest;
  }
  throw new Error(`${file} is in the bundle and belongs to no package: no package.json above it has a name`);
}

function componentOf({ name = '', version = '0.0.0', license }: Manifest, file: string): SbomComponent {
  const isOurs = !file.includes('node_modules/') || name.startsWith('@phaseline/');
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': isOurs ? name : purl,
    name,
    version,
    ...(isOurs ? {} : { purl }),
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
  };
}

/** A UUID (RFC 9562, version 8) made of the content: what has the same content is the same document. */
function serialOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
