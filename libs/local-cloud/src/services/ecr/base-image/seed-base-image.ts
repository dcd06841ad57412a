import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { putManifest } from '../put-manifest.ts';
import { createRepositoryRecord, type Ecr } from '../records.ts';
import { markerLayer } from './marker-layer.ts';
import { nodeLayer } from './node-layer.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const sha256 = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** The configuration of gcr.io/distroless/nodejs24-debian13:nonroot, whose place this image takes. */
function configuration(layer: Buffer): Buffer {
  return Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config: {
        User: '65532',
        WorkingDir: '/home/nonroot',
        Entrypoint: ['/nodejs/bin/node'],
        Env: [
          'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
        ],
      },
      rootfs: { type: 'layers', diff_ids: [sha256(gunzipSync(layer))] },
      history: [
        { created: '1970-01-01T00:00:00Z', created_by: 'phaseline: stand-in for distroless nodejs24' },
      ],
    }),
  );
}

/**
 * Puts the repository `nodejs24`, which anyone may pull, into the registry: the base image for a machine that cannot
 * reach a public registry.
 *
 * @param kind `marker`: a layer that only says that the process runtime supplies Node; `node`: this machine's Node and
 *   the libraries it needs, so that a container really runs.
 * @returns `nodejs24@sha256:...`
 */
export async function seedBaseImage(ecr: Ecr, kind: 'marker' | 'node'): Promise<string> {
  const name = 'nodejs24';
  const repository = ecr.repositories.get(name) ?? createRepositoryRecord(name, { publicPull: true });
  ecr.repositories.set(name, repository);
  const layer = kind === 'node' ? await nodeLayer() : await markerLayer();
  const config = configuration(layer);
  for (const content of [layer, config]) repository.blobs.add(await ecr.blobs.put(content));
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: CONFIG, digest: sha256(config), size: config.length },
    layers: [{ mediaType: LAYER, digest: sha256(layer), size: layer.length }],
  });
  const { image } = putManifest(repository, manifest, { mediaType: MANIFEST, tag: kind });
  repository.imageTags.set('nonroot', image.digest);
  return `${name}@${image.digest}`;
}
