import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createSigner } from './signer.ts';

const EXAMPLE = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const AT = Date.UTC(2015, 7, 30, 12, 36, 0);

// https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html
test.each([
  ['get-vanilla', 'GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
])('signs %s as AWS published it', (_, method, signature) => {
  const sign = createSigner('service', 'us-east-1');
  const signed = sign(
    { method, host: 'example.amazonaws.com', path: '/', headers: {}, body: '' },
    EXAMPLE,
    AT,
  );
  expect(signed).toEqual({
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  });
});

test('signs a call with a session token and a body as the AWS SDK does', async () => {
  const credentials = { ...EXAMPLE, sessionToken: 'a/session+token==' };
  const captured = await signedBySdk(credentials);
  const names = /SignedHeaders=([^,]+)/.exec(captured.headers['authorization'] ?? '')?.[1]?.split(';') ?? [];
  const own = new Set(['host', 'x-amz-date', 'x-amz-security-token']);
  const headers = Object.fromEntries(
    names.filter((name) => !own.has(name)).map((name) => [name, captured.headers[name] ?? '']),
  );
  const { hostname: host, path, body } = captured;
  const signed = createSigner('sqs', 'eu-west-1')(
    { method: 'POST', host, path, headers, body },
    credentials,
    dateOf(captured.headers['x-amz-date'] ?? ''),
  );
  expect(names).toContain('x-amz-target');
  expect(signed['authorization']).toBe(captured.headers['authorization']);
});

test('uses a new key for new credentials and for a new day', () => {
  const sign = createSigner('sqs', 'us-east-1');
  const request = { method: 'POST', host: 'h', path: '/', headers: {}, body: 'b' };
  const fresh = (credentials: typeof EXAMPLE, at: number): unknown =>
    createSigner('sqs', 'us-east-1')(request, credentials, at);
  const other = { accessKeyId: 'OTHER', secretAccessKey: 'secret' };
  for (const [credentials, at] of [
    [EXAMPLE, AT],
    [other, AT],
    [other, AT + 86_400_000],
    [EXAMPLE, AT],
  ] as const) {
    expect(sign(request, credentials, at)).toEqual(fresh(credentials, at));
  }
});

interface Captured {
  readonly headers: Record<string, string>;
  readonly hostname: string;
  readonly path: string;
  readonly body: string;
}

async function signedBySdk(credentials: object): Promise<Captured> {
  let captured: Captured | undefined;
  const client = new SQSClient({
    region: 'eu-west-1',
    credentials: credentials as { accessKeyId: string; secretAccessKey: string },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: Captured) => {
        captured = request;
        return Promise.reject(new Error('captured'));
      },
    },
  });
  const command = new SendMessageCommand({
    QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q',
    MessageBody: 'grüße, "quoted"',
  });
  await client.send(command).catch(() => undefined);
  client.destroy();
  if (captured === undefined) throw new Error('the SDK sent nothing');
  return captured;
}

function dateOf(amzDate: string): number {
  return Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
