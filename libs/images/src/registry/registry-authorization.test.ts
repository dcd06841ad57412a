import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerChallenge } from './registry-authorization.ts';
import { createRegistryClient, RegistryError } from './registry-client.ts';

/** A registry that speaks Bearer with a token service beside it, as gcr.io does, and fails on request. */
const seen: { url: string; authorization: string | undefined }[] = [];
let troubles: (number | 'reset')[] = [];
const server = createServer((request, response) => {
  const { url = '', headers } = request;
  seen.push({ url, authorization: headers.authorization });
  const trouble = troubles.shift();
  if (trouble === 'reset') return void request.socket.destroy();
  if (trouble !== undefined) return void response.writeHead(trouble).end('trouble');
  if (url.startsWith('/token')) {
    const scope = new URL(url, origin).searchParams.get('scope');
    return void response.end(JSON.stringify({ token: `for ${scope}` }));
  }
  const scope = 'repository:base:pull';
  if (headers.authorization === `Bearer for ${scope}`) return void response.end('content');
  response
    .writeHead(401, { 'www-authenticate': `Bearer realm="${origin}/token",service="test",scope="${scope}"` })
    .end();
});
let origin = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const path = '/v2/base/blobs/sha256:1';

test('a Bearer challenge is answered with an anonymous token, which is used again', async () => {
  const client = createRegistryClient(new URL(origin).host);
  seen.length = 0;
  expect(await (await client.request(path)).text()).toBe('content');
  await client.request(path);
  expect(seen.map(({ url }) => url.split('?')[0])).toEqual([path, '/token', path, path]);
  expect(seen[1]).toEqual({
    url: '/token?service=test&scope=repository%3Abase%3Apull',
    authorization: undefined,
  });
});

test('with credentials the token service gets them, and the registry does not', async () => {
  const credentials = async () => ({ username: 'a', password: 'b' });
  const client = createRegistryClient(new URL(origin).host, { credentials });
  seen.length = 0;
  await client.request(path);
  expect(seen.map(({ authorization }) => authorization?.split(' ')[0])).toEqual([
    undefined,
    'Basic',
    'Bearer',
  ]);
});

test.each<[string, (number | 'reset')[]]>([
  ['throttling', [429]],
  ['an unavailable registry', [503, 503]],
  ['a broken connection', ['reset']],
])('%s is tried again', async (_, trouble) => {
  troubles = [...trouble];
  const client = createRegistryClient(new URL(origin).host);
  expect(await (await client.request(path)).text()).toBe('content');
  expect(troubles).toEqual([]);
});

test('what the request itself got wrong is not', async () => {
  troubles = [404];
  seen.length = 0;
  await expect(createRegistryClient(new URL(origin).host).request(path)).rejects.toThrow(RegistryError);
  expect(seen).toHaveLength(1);
});

test('a stream is opened anew for each try', async () => {
  troubles = [503];
  let opened = 0;
  const client = createRegistryClient(new URL(origin).host);
  const body = () => {
    opened += 1;
    return Promise.resolve(new Blob(['x']).stream());
  };
  await client.request('/v2/base/blobs/uploads/1', { method: 'PATCH', body });
  // Once for the trouble, once for the challenge, once with the token.
  expect(opened).toBe(3);
});

test.each([
  ['Basic realm="x"', 'asks for a user and password and none was given'],
  ['Negotiate', 'expected a Basic or Bearer challenge'],
])('%s cannot be answered without credentials', async (challenge, problem) => {
  await expect(answerChallenge(challenge, 'registry.test', undefined)).rejects.toThrow(problem);
});
