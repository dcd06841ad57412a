import { invalidParameter } from '../errors.ts';
import type { Matches } from './parse-pattern.ts';

interface Term {
  readonly sign: string;
  readonly found: Matches;
}

/** `ERROR "not found" -debug` and `?ERROR ?WARN`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-unstructured-log-events */
export function parseTermPattern(pattern: string): Matches {
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)+)%|(\S+))/g)].map(
    readTerm,
  );
  const required = terms.filter(({ sign }) => sign === '');
  const excluded = terms.filter(({ sign }) => sign === '-');
  // As on AWS, optional terms count only where nothing else is asked for.
  const optional = required.length + excluded.length === 0 ? terms : [];
  return (message) =>
    required.every(({ found }) => found(message)) &&
    !excluded.some(({ found }) => found(message)) &&
    (optional.length === 0 || optional.some(({ found }) => found(message)));
}

function readTerm([whole, sign = '', quoted, regex, word]: RegExpMatchArray): Term {
  if (regex !== undefined) return { sign, found: regexTest(regex) };
  const text = quoted === undefined ? word : quoted.replace(/\\(.)/g, '$1');
  if (text === undefined || (quoted === undefined && !/^[\w.:/@-]+$/.test(text))) {
    throw invalidParameter(
      `Invalid filter pattern: '${whole}' must be in quotes, it has other characters than letters, digits and underscores.`,
    );
  }
  return { sign, found: (message) => message.includes(text) };
}

/** `%...%` as a test. @throws `InvalidParameterException` */
export function regexTest(source: string): Matches {
  let regex: RegExp;
  try {
    regex = new RegExp(source);
  } catch (cause) {
    throw invalidParameter(
      `Invalid filter pattern: %${source}% is no regular expression: ${(cause as Error).message}`,
    );
  }
  return (message) => regex.test(message);
}
