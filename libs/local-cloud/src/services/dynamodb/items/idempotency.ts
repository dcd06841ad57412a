import { hash } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import { AwsError } from '../../../service.ts';

const REMEMBERED_MS = 10 * 60 * 1000;

/** Runs a request once per ClientRequestToken; a repeat within ten minutes gets the first answer. */
export interface Idempotency {
  once<T>(token: string | undefined, request: object, run: () => T): T;
}

function fingerprint(request: object): string {
  // Bytes become objects of numbers here: long, and as good for telling requests apart.
  return hash('sha256', JSON.stringify(request), 'base64');
}

/** Nothing remembered yet. */
export function createIdempotency(clock: Clock): Idempotency {
  // A Map keeps insertion order, so what is too old stands in front.
  const answers = new Map<string, { print: string; answer: unknown; at: number }>();
  return {
    once<T>(token: string | undefined, request: object, run: () => T): T {
      if (token === undefined) return run();
      for (const [known, { at }] of answers) {
        if (at + REMEMBERED_MS > clock.now()) break;
        answers.delete(known);
      }
      const print = fingerprint(request);
      const first = answers.get(token);
      if (first === undefined) {
        const answer = run();
        answers.set(token, { print, answer, at: clock.now() });
        return answer;
      }
      if (first.print === print) return first.answer as T;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The provided client token was used with different request parameters before.',
      );
    },
  };
}
