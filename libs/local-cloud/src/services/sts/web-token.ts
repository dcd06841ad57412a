import { AwsError } from '../../service.ts';

/** The claims of an OpenID Connect token that a trust policy looks at. */
export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  /** All claims that are text, by name. */
  readonly all: Readonly<Record<string, string>>;
}

/**
 * Reads a token. Its signature is not checked: the issuer's keys are on the internet, and this cloud works without it.
 * @throws `InvalidIdentityToken` when it is no JWT, `ExpiredTokenException` when it has run out.
 */
export function readWebToken(token: string): Claims {
  const parts = token.split('.');
  const claims = parts.length === 3 ? decode(parts[1] ?? '') : undefined;
  const { iss, sub, aud, exp } = claims ?? {};
  const audience = Array.isArray(aud) ? (aud[0] as unknown) : aud;
  if (!claims || typeof iss !== 'string' || typeof sub !== 'string' || typeof audience !== 'string') {
    throw invalidToken('The ID Token provided is not a valid JWT with iss, sub and aud.');
  }
  if (typeof exp === 'number' && exp * 1000 < Date.now()) {
    throw new AwsError(
      'ExpiredTokenException',
      `Token expired: current date/time must be before the expiration date/time ${new Date(exp * 1000).toISOString()}`,
    );
  }
  const all = Object.fromEntries(
    Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return { iss, sub, aud: audience, all };
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function invalidToken(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', message, { statusCode: 400 });
}
