import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { AwsCredentials } from './credentials/credentials.ts';

/** A request as Signature Version 4 sees it. Header names are lower case. */
export interface SignableRequest {
  readonly method: string;
  readonly host: string;
  /** Absolute path, already URI-encoded. No query: none of our operations has one. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs requests of one service in one region. */
export type Signer = (
  request: SignableRequest,
  credentials: AwsCredentials,
  epochMs: number,
) => Record<string, string>;

/**
 * A Signature Version 4 signer. It returns the headers to send: the request's own plus `host`, `x-amz-date`,
 * `x-amz-security-token` and `authorization`; all of them are signed. The signing key changes once a day and is kept as a
 * KeyObject, which makes a signature ~5x cheaper.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createSigner(service: string, region: string): Signer {
  let second = -1;
  let amzDate = '';
  let keyOwner: AwsCredentials | undefined;
  let keyDay = '';
  let key: KeyObject | undefined;

  return ({ method, host, path, headers, body }, credentials, epochMs) => {
    const now = Math.floor(epochMs / 1000);
    if (now !== second) {
      second = now;
      amzDate = new Date(now * 1000).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
    }
    const day = amzDate.slice(0, 8);
    if (key === undefined || keyDay !== day || keyOwner !== credentials) {
      key = signingKey(credentials.secretAccessKey, day, region, service);
      keyDay = day;
      keyOwner = credentials;
    }
    const signed: Record<string, string> = { ...headers, host, 'x-amz-date': amzDate };
    if (credentials.sessionToken !== undefined) signed['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(signed).sort();
    let canonicalHeaders = '';
    for (const name of names) canonicalHeaders += `${name}:${signed[name]}\n`;
    const signedHeaders = names.join(';');
    const canonical = `${method}\n${path}\n\n${canonicalHeaders}\n${signedHeaders}\n${hash('sha256', body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac('sha256', key)
      .update(`AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', canonical)}`)
      .digest('hex');
    signed['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return signed;
  };
}

function signingKey(secret: string, day: string, region: string, service: string): KeyObject {
  let key: string | Buffer = `AWS4${secret}`;
  for (const part of [day, region, service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return createSecretKey(key as Buffer);
}
