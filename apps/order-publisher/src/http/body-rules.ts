import { ProblemException } from './problem-exception.ts';

/** The largest body taken, in bytes. Fifty lines need about 5 KB. */
export const BODY_LIMIT = 64 * 1024;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Throws a 415 problem for a body in another charset than UTF-8, or a compressed one. */
export function refuseEncodings(headers: Headers): void {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(String(headers['content-type']))?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) {
    throw new ProblemException('unsupported-media-type', {
      detail: `The charset must be utf-8, not ${charset}.`,
    });
  }
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (encoding !== 'identity') {
    throw new ProblemException('unsupported-media-type', {
      detail: `Content-Encoding ${encoding} is not taken.`,
    });
  }
}
