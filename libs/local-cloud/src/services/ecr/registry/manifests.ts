import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { findImage, isImage } from '../find-image.ts';
import { putManifest } from '../put-manifest.ts';
import type { RepositoryRecord } from '../records.ts';
import { removeImage } from '../remove-image.ts';
import { RegistryError } from './respond.ts';

async function receive(
  repository: RepositoryRecord,
  reference: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isDigest = reference.startsWith('sha256:');
  const text = (await buffer(request)).toString();
  const { image } = putManifest(repository, text, {
    mediaType: request.headers['content-type'],
    ...(isDigest ? { digest: reference } : { tag: reference }),
  });
  response.writeHead(201, {
    location: `/v2/${repository.name}/manifests/${image.digest}`,
    'docker-content-digest': image.digest,
    'content-length': '0',
  });
  response.end();
}

/** GET, HEAD, PUT and DELETE of a manifest by tag or digest. */
export async function answerManifest(
  repository: RepositoryRecord,
  reference: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'PUT') return receive(repository, reference, request, response);
  const image = findImage(
    repository,
    reference.includes(':') ? { imageDigest: reference } : { imageTag: reference },
  );
  if (!isImage(image)) {
    throw new RegistryError(
      404,
      'MANIFEST_UNKNOWN',
      `Requested image not found: ${repository.name} has no ${reference}`,
    );
  }
  if (request.method === 'DELETE') {
    if (!removeImage(repository, image.digest))
      throw new RegistryError(409, 'DENIED', 'An image index still lists this image');
    response.writeHead(202);
    return void response.end();
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new RegistryError(405, 'UNSUPPORTED', `${request.method} of a manifest is not supported`);
  }
  if (request.method === 'GET') image.pulledAt = Date.now();
  response.writeHead(200, {
    'content-type': image.mediaType,
    'docker-content-digest': image.digest,
    'content-length': Buffer.byteLength(image.manifest),
  });
  response.end(request.method === 'HEAD' ? undefined : image.manifest);
}
