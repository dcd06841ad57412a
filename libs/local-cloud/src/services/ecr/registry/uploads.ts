import type { IncomingMessage, ServerResponse } from 'node:http';
import { DigestMismatchError } from '../blob-store.ts';
import type { Ecr, RepositoryRecord } from '../records.ts';
import { RegistryError } from './respond.ts';

const unknown = (id: string) =>
  new RegistryError(
    404,
    'BLOB_UPLOAD_UNKNOWN',
    `There is no upload ${id}; start one with POST blobs/uploads/`,
  );

function accepted(response: ServerResponse, repository: RepositoryRecord, id: string, size: number): void {
  response.writeHead(202, {
    location: `/v2/${repository.name}/blobs/uploads/${id}`,
    'docker-upload-uuid': id,
    range: `0-${Math.max(0, size - 1)}`,
    'content-length': '0',
  });
  response.end();
}

function created(response: ServerResponse, repository: RepositoryRecord, digest: string): void {
  repository.blobs.add(digest);
  response.writeHead(201, {
    location: `/v2/${repository.name}/blobs/${digest}`,
    'docker-content-digest': digest,
    'content-length': '0',
  });
  response.end();
}

async function finish(ecr: Ecr, id: string, digest: string): Promise<void> {
  await ecr.blobs.finish(id, digest).catch((cause: unknown) => {
    if (!(cause instanceof DigestMismatchError)) throw cause;
    throw new RegistryError(400, 'DIGEST_INVALID', cause.message, { cause });
  });
}

/** Starts an upload, or ends it at once when the blob is mounted from another repository or sent along. */
export async function startUpload(
  ecr: Ecr,
  repository: RepositoryRecord,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const mount = query.get('mount');
  const from = ecr.repositories.get(query.get('from') ?? '');
  if (mount !== null && from?.blobs.has(mount)) return created(response, repository, mount);
  const id = await ecr.blobs.startUpload();
  const digest = query.get('digest');
  if (digest === null) return accepted(response, repository, id, 0);
  await ecr.blobs.append(id, request);
  await finish(ecr, id, digest);
  created(response, repository, digest);
}

/** One chunk, or the last one with the digest of all of them; also progress and cancelling. */
export async function continueUpload(
  ecr: Ecr,
  repository: RepositoryRecord,
  id: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const size = await ecr.blobs.uploaded(id);
  if (size === undefined) throw unknown(id);
  const start = /^(?:bytes )?(\d+)-/.exec(request.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) !== size) {
    throw new RegistryError(416, 'RANGE_INVALID', `The chunk starts at ${start}, but ${size} bytes are here`);
  }
  switch (request.method ?? '') {
    case 'PATCH':
      return accepted(response, repository, id, await ecr.blobs.append(id, request));
    case 'PUT': {
      const digest = query.get('digest');
      if (digest === null) throw new RegistryError(400, 'DIGEST_INVALID', 'The digest parameter is missing');
      await ecr.blobs.append(id, request);
      await finish(ecr, id, digest);
      return created(response, repository, digest);
    }
    case 'GET':
      response.writeHead(204, { range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': id });
      return void response.end();
    case 'DELETE':
      await ecr.blobs.cancel(id);
      response.writeHead(204);
      return void response.end();
    default:
      throw new RegistryError(405, 'UNSUPPORTED', `${request.method} is not supported on an upload`);
  }
}
