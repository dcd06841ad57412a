import { invalidParameter } from '../errors.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseTermPattern } from './term-pattern.ts';

export type Matches = (message: string) => boolean;

/**
 * A filter pattern as a test of messages: terms, quoted phrases, `?` and `-`, `%regex%`, and `{ $.field = value }`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws `InvalidParameterException` for a pattern that is none, and for `[...]`, which is not built.
 */
export function parsePattern(text = ''): Matches {
  const pattern = text.trim();
  if (pattern === '') return () => true;
  if (pattern.startsWith('{')) return parseJsonPattern(pattern);
  if (pattern.startsWith('[')) {
    throw invalidParameter(
      'Invalid filter pattern: space-delimited patterns [a, b] are not built in this local cloud.',
    );
  }
  return parseTermPattern(pattern);
}
