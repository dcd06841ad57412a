import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** ECR's own lifetime of an authorization token, in milliseconds. */
const LIFETIME = 12 * 60 * 60 * 1000;

/** Issues and checks registry passwords: they carry their expiry under a signature, so that none has to be kept. */
export interface TokenIssuer {
  readonly secret: string;
  /** What `docker login --username AWS --password-stdin` is given, base64 of `AWS:<password>`. */
  issue(): { authorizationToken: string; expiresAt: Date };
  /** True for a Basic `Authorization` header with a password that is ours and has not expired. */
  accepts(authorization: string | undefined): boolean;
}

/** @param secret Keeps tokens valid across restarts of a cloud that keeps its data. */
export function createTokenIssuer(
  secret = randomBytes(32).toString('base64url'),
  now: () => number = Date.now,
): TokenIssuer {
  const sign = (expiry: string) => createHmac('sha256', secret).update(expiry).digest('base64url');
  return {
    secret,
    issue() {
      const expiry = now() + LIFETIME;
      const password = `${expiry}.${sign(String(expiry))}`;
      return {
        authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
        expiresAt: new Date(expiry),
      };
    },
    accepts(authorization) {
      const encoded = /^basic ([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
      if (encoded === undefined) return false;
      const [, expiry = '', signature = ''] =
        /^AWS:(\d+)\.([\w-]+)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(expiry));
      return Number(expiry) > now() && given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
