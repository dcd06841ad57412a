import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../../service.ts';

/** ECR's own lifetime of an authorization token, in milliseconds. */
const LIFETIME = 12 * 60 * 60 * 1000;

/** Issues and checks registry passwords: they carry their expiry and whose they are under a signature, so that none has to be kept. */
export interface TokenIssuer {
  readonly secret: string;
  /** What `docker login --username AWS --password-stdin` is given, base64 of `AWS:<password>`. */
  issue(principal: Principal): { authorizationToken: string; expiresAt: Date };
  /** Whose password a Basic `Authorization` header carries; undefined when it is not ours, or has expired. */
  accepts(authorization: string | undefined): Principal | undefined;
}

/** @param secret Keeps tokens valid across restarts of a cloud that keeps its data. */
export function createTokenIssuer(
  secret = randomBytes(32).toString('base64url'),
  now: () => number = Date.now,
): TokenIssuer {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    secret,
    issue(principal) {
      const expiry = now() + LIFETIME;
      const text = `${expiry}.${Buffer.from(JSON.stringify(principal)).toString('base64url')}`;
      const password = `${text}.${sign(text)}`;
      return {
        authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
        expiresAt: new Date(expiry),
      };
    },
    accepts(authorization) {
      const encoded = /^basic ([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
      if (encoded === undefined) return undefined;
      const [, expiry = '', principal = '', signature = ''] =
        /^AWS:(\d+)\.([\w-]+)\.([\w-]+)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(`${expiry}.${principal}`));
      const good = given.length === expected.length && timingSafeEqual(given, expected);
      if (!good || Number(expiry) <= now()) return undefined;
      return JSON.parse(Buffer.from(principal, 'base64url').toString()) as Principal;
    },
  };
}
