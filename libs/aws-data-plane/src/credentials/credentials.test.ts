import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createCachedCredentials } from './cached.ts';
import { createCredentialChain } from './chain.ts';
import type { AwsCredentials } from './credentials.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

test('static keys win', async () => {
  const chain = createCredentialChain({
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x',
  });
  expect(await chain()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
});

test('no credentials: says what to set', async () => {
  await expect(createCredentialChain({})()).rejects.toThrow(/AWS_ACCESS_KEY_ID.*AWS_CONTAINER_CREDENTIALS/);
});

test('the container endpoint is asked once, with the token from its file, and asked again after a failure', async () => {
  const asked: (string | undefined)[] = [];
  const url = await endpoint((authorization) => {
    asked.push(authorization);
    return asked.length === 1 ? undefined : answer('one');
  });
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'token'), 'Bearer of-the-file\n');
  const chain = createCredentialChain({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'token'),
  });
  const [first, second] = await Promise.all([chain(), chain()]);
  expect(first).toBe(second);
  expect(await chain()).toBe(first);
  expect(first.accessKeyId).toBe('one');
  expect(asked).toEqual(['Bearer of-the-file', 'Bearer of-the-file']);
});

test('an endpoint without a usable answer is an error that names it', async () => {
  const url = await endpoint(() => JSON.stringify({ Code: 'Nope' }));
  const failure = await createCredentialChain({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })().catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    message: expect.stringContaining(url) as string,
    cause: { message: expect.stringContaining('AccessKeyId') as string },
  });
});

test.each(['http://example.com/x', 'file:///etc/passwd', 'nonsense', 'http://169.254.169.254/'])(
  'never asks %s for credentials',
  (url) => {
    expect(() => createCredentialChain({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })).toThrow(url);
  },
);

test('renews in the background, waits only when it must, and lives with a failed renewal', async () => {
  let now = 0;
  let loads = 0;
  let fail = false;
  const load = (): Promise<AwsCredentials> => {
    loads++;
    if (fail) return Promise.reject(new Error('down'));
    return Promise.resolve({
      accessKeyId: `key-${loads}`,
      secretAccessKey: 's',
      expiresAtMs: now + 3_600_000,
    });
  };
  const provider = createCachedCredentials(load, () => now);
  expect((await provider()).accessKeyId).toBe('key-1');
  now = 3_400_000; // 200 s left: renew in the background.
  fail = true;
  expect((await provider()).accessKeyId).toBe('key-1');
  expect((await provider()).accessKeyId).toBe('key-1');
  expect(loads).toBe(2);
  now += 10_000;
  fail = false;
  expect((await provider()).accessKeyId).toBe('key-1');
  expect((await provider()).accessKeyId).toBe('key-3');
  now += 3_590_000; // 10 s left: wait for new ones, once.
  const both = await Promise.all([provider(), provider()]);
  expect(both.map(({ accessKeyId }) => accessKeyId)).toEqual(['key-4', 'key-4']);
  fail = true;
  now += 4_000_000;
  await expect(provider()).rejects.toThrow('down');
});

function answer(id: string): string {
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  return JSON.stringify({ AccessKeyId: id, SecretAccessKey: 'secret', Token: 'token', Expiration });
}

/** A credentials endpoint; `undefined` answers 500. */
async function endpoint(
  answerTo: (authorization: string | undefined) => string | undefined,
): Promise<string> {
  const server = createServer((request, response) => {
    const body = answerTo(request.headers.authorization);
    response.writeHead(body === undefined ? 500 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/credentials`;
}
