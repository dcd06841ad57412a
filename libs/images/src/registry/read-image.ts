import { digestOf } from './digest.ts';
import type { ImageReference } from './image-reference.ts';
import { acceptManifests, type Descriptor, type ImageConfiguration, type Manifest } from './manifest.ts';
import type { RegistryClient } from './registry-client.ts';

/** An image of one platform as its registry has it. */
export interface RegistryImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly manifest: Manifest;
  readonly configuration: ImageConfiguration;
}

/** `linux/amd64` or `linux/arm64`. */
export type Platform = `linux/${'amd64' | 'arm64'}`;

/**
 * Reads manifest and configuration of an image; of an index, those of `platform`.
 *
 * @throws RegistryError when the image is not there, Error when it has no such platform or its bytes do not match the digest asked for.
 */
export async function readImage(
  client: RegistryClient,
  reference: ImageReference,
  platform: Platform,
): Promise<RegistryImage> {
  const top = await readManifest(client, reference.repository, reference.digest ?? reference.tag ?? 'latest');
  if (!('manifests' in top.body))
    return withConfiguration(client, reference.repository, top.digest, top.mediaType, top.body, platform);
  const candidates = top.body.manifests;
  const match = candidates.find(
    (entry) => `${entry.platform?.os}/${entry.platform?.architecture}` === platform,
  );
  if (match === undefined) {
    const known = candidates
      .map((entry) => `${entry.platform?.os}/${entry.platform?.architecture}`)
      .join(', ');
    throw new Error(
      `Image ${reference.registry}/${reference.repository} has no platform ${platform}; it has ${known}`,
    );
  }
  const image = await readManifest(client, reference.repository, match.digest);
  if ('manifests' in image.body)
    throw new Error(
      `Image ${reference.repository}@${match.digest} is an index within an index; expected a manifest`,
    );
  return withConfiguration(client, reference.repository, image.digest, image.mediaType, image.body, platform);
}

async function readManifest(client: RegistryClient, repository: string, tagOrDigest: string) {
  const response = await client.request(`/v2/${repository}/manifests/${tagOrDigest}`, {
    headers: { accept: acceptManifests },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const digest = digestOf(bytes);
  if (tagOrDigest.startsWith('sha256:') && digest !== tagOrDigest) {
    throw new Error(
      `Registry ${client.registry} sent a manifest with digest ${digest} for ${repository}@${tagOrDigest}`,
    );
  }
  const body = JSON.parse(bytes.toString('utf8')) as
    | Manifest
    | { manifests: readonly Descriptor[]; mediaType?: string };
  const mediaType = body.mediaType ?? response.headers.get('content-type')?.split(';')[0] ?? '';
  return { digest, mediaType, body };
}

async function withConfiguration(
  client: RegistryClient,
  repository: string,
  digest: string,
  mediaType: string,
  manifest: Manifest,
  platform: Platform,
): Promise<RegistryImage> {
  const response = await client.request(`/v2/${repository}/blobs/${manifest.config.digest}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (digestOf(bytes) !== manifest.config.digest) {
    throw new Error(
      `Registry ${client.registry} sent other bytes than ${manifest.config.digest} for the configuration of ${repository}`,
    );
  }
  const configuration = JSON.parse(bytes.toString('utf8')) as ImageConfiguration;
  const found = `${configuration.os}/${configuration.architecture}`;
  if (found !== platform)
    throw new Error(`Image ${client.registry}/${repository}@${digest} is for ${found}; expected ${platform}`);
  return { digest, mediaType, manifest, configuration };
}
