import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { Clients } from '../aws/clients.ts';

const oci = 'application/vnd.oci.image';
const sha256 = (content: Buffer | string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const blockSize = 512;

/** An image whose `/app/main.js` is `code`; its digest is known before it is pushed. */
export function imageOf(code: string) {
  const tar = archive('app/main.js', code);
  const layer = gzipSync(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: { Entrypoint: ['/nodejs/bin/node'], Cmd: ['main.js'], WorkingDir: '/app', User: '65532' },
      rootfs: { type: 'layers', diff_ids: [sha256(tar)] },
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${oci}.manifest.v1+json`,
    config: { mediaType: `${oci}.config.v1+json`, digest: sha256(config), size: config.length },
    layers: [{ mediaType: `${oci}.layer.v1.tar+gzip`, digest: sha256(layer), size: layer.length }],
  });
  return { blobs: [layer, config], manifest, digest: sha256(manifest) };
}

/**
 * Pushes an image whose `/app/main.js` is `code`.
 * @returns its reference by digest
 */
export async function pushImage(
  repositoryUri: string,
  code: string,
  { ecr }: Pick<Clients, 'ecr'>,
): Promise<string> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const { authorizationToken = '', proxyEndpoint = '' } = authorizationData?.[0] ?? {};
  const name = repositoryUri.slice(repositoryUri.indexOf('/') + 1);
  const put = async (path: string, method: string, body: Buffer | string, type?: string) => {
    const response = await fetch(`${proxyEndpoint}/v2/${name}/${path}`, {
      method,
      body: Buffer.from(body),
      headers: { authorization: `Basic ${authorizationToken}`, ...(type ? { 'content-type': type } : {}) },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  const { blobs, manifest, digest } = imageOf(code);
  for (const blob of blobs) await put(`blobs/uploads/?digest=${sha256(blob)}`, 'POST', blob);
  await put(`manifests/${digest}`, 'PUT', manifest, `${oci}.manifest.v1+json`);
  return `${repositoryUri}@${digest}`;
}

/** A tar archive of one file. */
function archive(path: string, text: string): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.alloc(blockSize);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(path, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        0', 148);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * blockSize)]);
}
