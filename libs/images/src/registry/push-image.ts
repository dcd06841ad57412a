import { digestOf } from './digest.ts';
import type { RegistryClient } from './registry-client.ts';

/** Whether `digest` is in `repository` already. */
export async function hasBlob(client: RegistryClient, repository: string, digest: string): Promise<boolean> {
  const response = await client.request(`/v2/${repository}/blobs/${digest}`, {
    method: 'HEAD',
    accept: [404],
  });
  return response.status === 200;
}

/**
 * Puts a blob into `repository` unless it is there.
 *
 * @param body the bytes, or a function that opens them as a stream (called anew for a retry).
 */
export async function pushBlob(
  client: RegistryClient,
  repository: string,
  blob: { readonly digest: string; readonly size: number },
  body: Buffer | (() => Promise<ReadableStream>),
): Promise<void> {
  if (await hasBlob(client, repository, blob.digest)) return;
  const started = await client.request(`/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  await upload(client, repository, started, blob, body);
}

/**
 * Takes over a blob from another repository of the same registry, without sending it.
 *
 * @returns false when the registry would not mount it, in which case nothing was changed.
 */
export async function mountBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  from: string,
): Promise<boolean> {
  if (await hasBlob(client, repository, digest)) return true;
  const query = new URLSearchParams({ mount: digest, from });
  const response = await client.request(`/v2/${repository}/blobs/uploads/?${query.toString()}`, {
    method: 'POST',
  });
  return response.status === 201;
}

/** Puts a manifest under `tag`. @returns its digest. */
export async function pushManifest(
  client: RegistryClient,
  repository: string,
  tag: string,
  manifest: Buffer,
  mediaType: string,
): Promise<string> {
  await client.request(`/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'content-type': mediaType },
    body: manifest,
  });
  return digestOf(manifest);
}

async function upload(
  client: RegistryClient,
  repository: string,
  started: Response,
  blob: { readonly digest: string; readonly size: number },
  body: Buffer | (() => Promise<ReadableStream>),
): Promise<void> {
  // PATCH and then PUT, as docker does: not every registry takes the whole blob with the closing PUT.
  const sent = await client.request(locationOf(started, client, repository), {
    method: 'PATCH',
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(blob.size),
      'content-range': `0-${blob.size - 1}`,
    },
    body,
  });
  const close = new URL(locationOf(sent, client, repository));
  close.searchParams.set('digest', blob.digest);
  await client.request(close.href, { method: 'PUT', headers: { 'content-length': '0' } });
}

function locationOf(response: Response, client: RegistryClient, repository: string): string {
  const location = response.headers.get('location');
  if (location === null)
    throw new Error(`Registry ${client.registry} gave no Location for an upload to ${repository}`);
  return new URL(location, response.url).href;
}
