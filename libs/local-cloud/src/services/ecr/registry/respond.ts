import type { ServerResponse } from 'node:http';
import { AwsError } from '../../../service.ts';

/** An error as the OCI distribution API answers it. */
export class RegistryError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RegistryError';
    this.status = status;
    this.code = code;
  }
}

/** ECR's own mapping of its API errors to the distribution API's codes. */
const CODES: Readonly<Record<string, readonly [number, string]>> = {
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  LayersNotFoundException: [404, 'BLOB_UNKNOWN'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  ImageDigestDoesNotMatchException: [400, 'DIGEST_INVALID'],
  InvalidParameterException: [400, 'MANIFEST_INVALID'],
};

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

/** Answers an error; what is no error of ours is a 500 that says so. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const [status, code] =
    error instanceof RegistryError
      ? [error.status, error.code]
      : ((error instanceof AwsError ? CODES[error.code] : undefined) ?? [500, 'UNKNOWN']);
  const message = error instanceof Error ? error.message : String(error);
  sendJson(response, status, { errors: [{ code, message }] });
}
