import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a stickiness cookie carries: opaque to clients, the same for the same target or group. */
export const stickyToken = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** The value of one cookie of a request. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** The two `Set-Cookie` values ALB sends: the cookie, and its twin for cross-origin requests. */
export function stickyCookies(name: string, token: string, seconds: number, now: number): string[] {
  const life = `Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`;
  return [`${name}=${token}; ${life}`, `${name}CORS=${token}; ${life}; SameSite=None`];
}
