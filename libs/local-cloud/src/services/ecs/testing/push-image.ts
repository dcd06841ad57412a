import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { packLayer, type LayerEntry } from '../../ecr/base-image/pack-layer.ts';

const sha256 = (content: Buffer | string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const OCI = 'application/vnd.oci.image';

/** Where and as whom to push. */
export interface PushTarget {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly authorizationToken: string;
}

async function send(target: PushTarget, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`${target.origin}${path}`, {
    ...init,
    headers: {
      authorization: `Basic ${target.authorizationToken}`,
      ...(init.headers as Record<string, string>),
    },
  });
  if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

interface Base {
  readonly layers: { digest: string; size: number; mediaType: string }[];
  readonly diffIds: string[];
}

/** Layers of the cloud's own base image, mounted into `repository`. */
async function mountBase(target: PushTarget, repository: string): Promise<Base> {
  const get = async (path: string) => (await send(target, path, { method: 'GET' })).json();
  const manifest = (await get('/v2/nodejs24/manifests/nonroot')) as {
    layers: Base['layers'];
    config: { digest: string };
  };
  const config = (await get(`/v2/nodejs24/blobs/${manifest.config.digest}`)) as {
    rootfs: { diff_ids: string[] };
  };
  for (const { digest } of manifest.layers) {
    await send(target, `/v2/${repository}/blobs/uploads/?mount=${digest}&from=nodejs24`, { method: 'POST' });
  }
  return { layers: manifest.layers, diffIds: config.rootfs.diff_ids };
}

/** Pushes an image of `files` (path in the image to content) whose command is `node main.js` in `/app`. */
export async function pushImage(
  target: PushTarget,
  repository: string,
  tag: string,
  files: Readonly<Record<string, string>>,
): Promise<{ reference: string; digest: string }> {
  const entries: LayerEntry[] = [
    { path: 'app/', mode: 0o755 },
    ...Object.entries(files).map(([path, content]) => ({
      path: path.replace(/^\//, ''),
      mode: 0o644,
      content,
    })),
  ];
  const base = await mountBase(target, repository);
  const layer = await packLayer(entries);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: {
        Entrypoint: ['/nodejs/bin/node'],
        Cmd: ['main.js'],
        WorkingDir: '/app',
        User: '65532',
        Env: ['FROM_IMAGE=yes'],
      },
      rootfs: { type: 'layers', diff_ids: [...base.diffIds, sha256(gunzipSync(layer))] },
    }),
  );
  for (const blob of [layer, config]) {
    await send(target, `/v2/${repository}/blobs/uploads/?digest=${sha256(blob)}`, {
      method: 'POST',
      body: new Uint8Array(blob),
    });
  }
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: { mediaType: `${OCI}.config.v1+json`, digest: sha256(config), size: config.length },
    layers: [
      ...base.layers,
      { mediaType: `${OCI}.layer.v1.tar+gzip`, digest: sha256(layer), size: layer.length },
    ],
  });
  await send(target, `/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    body: manifest,
    headers: { 'content-type': `${OCI}.manifest.v1+json` },
  });
  return { reference: `${new URL(target.origin).host}/${repository}:${tag}`, digest: sha256(manifest) };
}
