import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Ecr, RepositoryRecord } from '../records.ts';
import { RegistryError } from './respond.ts';

function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  const start = Number(from);
  const end = Math.min(to ? Number(to) : size - 1, size - 1);
  if (start > end)
    throw new RegistryError(416, 'RANGE_INVALID', `'${header}' is outside the blob's ${size} bytes`);
  return { start, end };
}

/** GET and HEAD of a blob, whole or a range of it. */
export async function sendBlob(
  ecr: Ecr,
  repository: RepositoryRecord,
  digest: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new RegistryError(
      405,
      'UNSUPPORTED',
      `${request.method} of a blob is not supported; delete images instead`,
    );
  }
  const size = repository.blobs.has(digest) ? await ecr.blobs.size(digest) : undefined;
  if (size === undefined)
    throw new RegistryError(404, 'BLOB_UNKNOWN', `There is no blob ${digest} in ${repository.name}`);
  const range = request.method === 'GET' ? parseRange(request.headers.range, size) : undefined;
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
    'content-length': range === undefined ? size : range.end - range.start + 1,
    ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(ecr.blobs.read(digest, range), response);
}
