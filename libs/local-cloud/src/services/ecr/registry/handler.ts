import type { IncomingMessage, ServerResponse } from 'node:http';
import { findRepository, type Ecr, type RepositoryRecord } from '../records.ts';
import { sendBlob } from './blobs.ts';
import { answerManifest } from './manifests.ts';
import { assertMayUse } from './permissions.ts';
import { RegistryError, sendError, sendJson } from './respond.ts';
import { continueUpload, startUpload } from './uploads.ts';

function sendNames(
  response: ServerResponse,
  url: URL,
  all: string[],
  show: (names: string[]) => unknown,
): void {
  const last = url.searchParams.get('last') ?? '';
  const count = Number(url.searchParams.get('n') ?? 1000);
  const rest = all.sort().filter((name) => name > last);
  const page = rest.slice(0, count);
  const more =
    rest.length > page.length ? { link: `<${url.pathname}?n=${count}&last=${page.at(-1)}>; rel="next"` } : {};
  sendJson(response, 200, show(page), more);
}

function allowed(ecr: Ecr, request: IncomingMessage, repository: RepositoryRecord | undefined): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return (
    ecr.tokens.accepts(request.headers.authorization) !== undefined ||
    (reads && repository?.publicPull === true)
  );
}

async function route(ecr: Ecr, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry');
  const [, name = '', kind = '', reference = ''] =
    /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests|tags|referrers)\/?([^/]*)$/.exec(decodeURI(url.pathname)) ??
    [];
  if (!allowed(ecr, request, ecr.repositories.get(name))) {
    const body = { errors: [{ code: 'UNAUTHORIZED', message: 'Not Authorized' }] };
    return sendJson(response, 401, body, {
      'www-authenticate': `Basic realm="${ecr.environment.origin()}/",service="ecr.amazonaws.com"`,
    });
  }
  if (/^\/v2\/?$/.test(url.pathname)) return sendJson(response, 200, {});
  if (url.pathname === '/v2/_catalog') {
    return sendNames(response, url, [...ecr.repositories.keys()], (repositories) => ({ repositories }));
  }
  if (kind === '')
    throw new RegistryError(404, 'UNSUPPORTED', `There is no ${url.pathname} in the distribution API`);
  const repository = findRepository(ecr, name);
  assertMayUse(ecr, request.headers.authorization, { method: request.method ?? '', kind, repository });
  switch (kind) {
    case 'tags':
      return sendNames(response, url, [...repository.imageTags.keys()], (tags) => ({ name, tags }));
    case 'referrers': {
      const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] };
      return sendJson(response, 200, index, { 'content-type': index.mediaType });
    }
    case 'manifests':
      return answerManifest(repository, reference, request, response);
    case 'blobs':
      return sendBlob(ecr, repository, reference, request, response);
    default:
      if (reference !== '')
        return continueUpload(ecr, repository, reference, url.searchParams, request, response);
      if (request.method !== 'POST')
        throw new RegistryError(405, 'UNSUPPORTED', 'An upload is started with POST');
      return startUpload(ecr, repository, url.searchParams, request, response);
  }
}

/**
 * Answers one request under `/v2/`: the OCI distribution API that `docker push` and `docker pull` speak.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export async function handleRegistryRequest(
  ecr: Ecr,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('docker-distribution-api-version', 'registry/2.0');
  await route(ecr, request, response).catch((error: unknown) => sendError(response, error));
  // An answer that did not need the body must not leave it in the connection.
  if (!request.complete) request.resume();
}
