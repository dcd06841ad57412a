import { createSign, generateKeyPair, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { textOf } from '../expressions/json.ts';
import { tokenClaims, type TokenSubject } from './claims.ts';

/** Where one job asks for its tokens: `ACTIONS_ID_TOKEN_REQUEST_URL` and `_TOKEN`. */
export interface TokenRequest {
  readonly url: string;
  readonly token: string;
}

/** Issues OpenID Connect tokens to the jobs of one run, as GitHub does. */
export interface TokenIssuer {
  /** Lets one job ask; only what was admitted is answered. */
  admit(subject: TokenSubject): Promise<TokenRequest>;
  close(): Promise<void>;
}

/** An issuer that listens on 127.0.0.1 once the first job is admitted: most runs need none. */
export function createTokenIssuer(): TokenIssuer {
  const subjects = new Map<string, TokenSubject>();
  let started: ReturnType<typeof start> | undefined;
  return {
    async admit(subject) {
      started ??= start(subjects);
      const { url } = await started;
      const token = randomBytes(32).toString('base64url');
      subjects.set(token, subject);
      return { url, token };
    },
    async close() {
      const running = await started?.catch(() => undefined);
      await running?.close();
    },
  };
}

async function start(subjects: ReadonlyMap<string, TokenSubject>) {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const server = createServer((request, response) => answer(request, response, subjects, privateKey));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  // Nobody waits for this server: a run that is over ends the process.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    // With a query, as GitHub's: clients append `&audience=`.
    url: `http://127.0.0.1:${port}/idtoken?api-version=2.0`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  subjects: ReadonlyMap<string, TokenSubject>,
  key: KeyObject,
): void {
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const subject = subjects.get(/^bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (subject === undefined)
    return send(401, { message: 'this is not the request token of a job of this run' });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://issuer');
  if (request.method !== 'GET' || pathname !== '/idtoken')
    return send(404, { message: 'GET /idtoken is all there is' });
  const owner = textOf(subject.github['repository_owner'] ?? '');
  const audience = searchParams.get('audience') || `https://github.com/${owner}`;
  const value = sign(tokenClaims(subject, { audience, id: randomUUID(), now: Date.now() }), key);
  send(200, { count: value.length, value });
}

/** A JSON Web Token. Its key lives as long as the run: nothing but a cloud that does not check signatures takes it. */
function sign(claims: object, key: KeyObject): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: 'RS256', kid: 'local' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}
