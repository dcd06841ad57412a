import { setTimeout as delay } from 'node:timers/promises';
import { answerChallenge, type AskCredentials } from './registry-authorization.ts';

/** One registry, spoken to by the OCI distribution API. */
export interface RegistryClient {
  readonly registry: string;
  /** Sends one request below `/v2/`, answering auth challenges and retrying throttling, 5xx and broken connections. */
  request(path: string, options?: RegistryRequest): Promise<Response>;
}

/** One request to a registry. */
export interface RegistryRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly headers?: Readonly<Record<string, string>>;
  /** A function is called anew for each try, so that a stream can be sent again. */
  readonly body?: Buffer | (() => Promise<ReadableStream>);
  /** Statuses besides 2xx that the caller deals with. */
  readonly accept?: readonly number[];
}

/** A registry answered with an error. */
export class RegistryError extends Error {
  readonly status: number;

  constructor(registry: string, method: string, path: string, status: number, detail: string) {
    super(
      `Registry ${registry} answered ${status} to ${method} ${path}${detail === '' ? '' : `: ${detail}`}`,
    );
    this.name = 'RegistryError';
    this.status = status;
  }
}

const tries = 5;

/**
 * A client for one registry.
 *
 * @param registry host and port, e.g. `123456789012.dkr.ecr.eu-west-1.amazonaws.com`. A loopback host is spoken to over HTTP, as Docker does.
 * @throws RegistryError for every answer that is not 2xx and not accepted by the caller.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function createRegistryClient(
  registry: string,
  options: { credentials?: AskCredentials | undefined; signal?: AbortSignal | undefined } = {},
): RegistryClient {
  const origin = `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
  // A Bearer token is bound to one repository and its scope, a Basic one is not; one per repository serves both.
  const authorizations = new Map<string, string>();

  async function send(url: URL, key: string, request: RegistryRequest): Promise<Response> {
    const authorization = authorizations.get(key);
    const body = typeof request.body === 'function' ? await request.body() : request.body;
    return fetch(url, {
      method: request.method ?? 'GET',
      headers: { ...request.headers, ...(authorization && { authorization }) },
      ...(body !== undefined && {
        body: body instanceof Buffer ? new Uint8Array(body) : body,
        duplex: 'half',
      }),
      ...(options.signal && { signal: options.signal }),
    });
  }

  async function request(path: string, parameters: RegistryRequest = {}): Promise<Response> {
    const url = new URL(path, origin);
    const method = parameters.method ?? 'GET';
    const key = /^\/v2\/(.+?)\/(?:blobs|manifests|tags)\//.exec(url.pathname)?.[1] ?? '';
    let challenged = false;
    for (let attempt = 1; ; attempt += 1) {
      let response: Response;
      try {
        response = await send(url, key, parameters);
      } catch (error) {
        if (attempt >= tries || options.signal?.aborted === true) {
          throw new Error(
            `Registry ${registry} cannot be reached (${method} ${url.pathname}): ${reasonOf(error)}`,
            { cause: error },
          );
        }
        await delay(backoff(attempt), undefined, options.signal && { signal: options.signal });
        continue;
      }
      if (response.ok || parameters.accept?.includes(response.status) === true) return response;
      const challenge = response.headers.get('www-authenticate');
      if (response.status === 401 && challenge !== null && !challenged) {
        await response.body?.cancel();
        challenged = true;
        authorizations.set(
          key,
          await answerChallenge(challenge, registry, options.credentials, options.signal),
        );
        continue;
      }
      if ((response.status === 429 || response.status >= 500) && attempt < tries) {
        await response.body?.cancel();
        await delay(backoff(attempt), undefined, options.signal && { signal: options.signal });
        continue;
      }
      throw new RegistryError(
        registry,
        method,
        url.pathname,
        response.status,
        (await response.text()).slice(0, 500),
      );
    }
  }
  return { registry, request };
}

function isLoopback(registry: string): boolean {
  return /^(localhost|127(?:\.\d+){3}|\[::1\])(:\d+)?$/.test(registry);
}

function backoff(attempt: number): number {
  return Math.random() * 200 * 2 ** attempt;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
