import { matches } from '../../../policy/match.ts';
import { invalidParameter } from '../errors.ts';
import type { Matches } from './parse-pattern.ts';
import { regexTest } from './term-pattern.ts';
import { tokenize, type Token } from './tokens.ts';

type Test = (root: unknown) => boolean;

/** `{ ($.level = "error" || $.status >= 500) && $.user NOT EXISTS }` */
export function parseJsonPattern(pattern: string): Matches {
  if (!pattern.endsWith('}')) throw invalidParameter("Invalid filter pattern: '{' without '}'.");
  const tokens = tokenize(pattern.slice(1, -1));
  const needed = neededText(tokens);
  const test = readAny(tokens);
  if (tokens.length > 0) throw invalidParameter(`Invalid filter pattern: unexpected '${tokens[0]?.text}'.`);
  return (message) => {
    // Most messages are told apart by their text, which costs far less than reading them.
    if (!mayHave(message, needed) || !/^\s*[{[]/.test(message)) return false;
    try {
      return test(JSON.parse(message));
    } catch {
      return false;
    }
  };
}

/** A text that every message that fits has in it: what one field must be equal to, where that is written alike in any JSON. */
function neededText(tokens: readonly Token[]): string {
  if (tokens.some(({ kind, text }) => kind === 'operator' && ['||', '('].includes(text))) return '';
  const at = tokens.findIndex(
    ({ kind, text }, index) =>
      kind === 'string' && /^[\w.@-]+$/.test(text) && tokens[index - 1]?.text === '=',
  );
  const text = tokens[at]?.text ?? '';
  // A number has more than one way to be written.
  return Number.isNaN(Number(text)) ? text : '';
}

const mayHave = (message: string, text: string): boolean => message.includes(text) || message.includes('\\');

function readAny(tokens: Token[]): Test {
  const tests = [readAll(tokens)];
  while (take(tokens, '||')) tests.push(readAll(tokens));
  return (root) => tests.some((test) => test(root));
}

function readAll(tokens: Token[]): Test {
  const tests = [readOne(tokens)];
  while (take(tokens, '&&')) tests.push(readOne(tokens));
  return (root) => tests.every((test) => test(root));
}

function readOne(tokens: Token[]): Test {
  if (take(tokens, '(')) {
    const inner = readAny(tokens);
    if (!take(tokens, ')')) throw invalidParameter("Invalid filter pattern: '(' without ')'.");
    return inner;
  }
  const path = tokens.shift();
  if (path?.kind !== 'path')
    throw invalidParameter(`Invalid filter pattern: expected $.field, found '${path?.text ?? 'its end'}'.`);
  const read = readerOf(path.text);
  const operator = tokens.shift()?.text.toUpperCase();
  if (operator === 'IS') return readIs(tokens, read);
  if (operator === 'EXISTS') return (root) => read(root) !== undefined;
  if (operator === 'NOT' && tokens.shift()?.text.toUpperCase() === 'EXISTS')
    return (root) => read(root) === undefined;
  return readComparison(operator ?? '', tokens.shift(), read);
}

function readIs(tokens: Token[], read: (root: unknown) => unknown): Test {
  const word = tokens.shift()?.text.toUpperCase();
  const value = { NULL: null, TRUE: true, FALSE: false }[word ?? ''];
  if (value === undefined)
    throw invalidParameter(`Invalid filter pattern: IS takes NULL, TRUE or FALSE, found '${word}'.`);
  return (root) => read(root) === value;
}

const numeric: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

function readComparison(operator: string, wanted: Token | undefined, read: (root: unknown) => unknown): Test {
  if (wanted === undefined) throw invalidParameter('Invalid filter pattern: a comparison without a value.');
  const compare = numeric[operator];
  if (compare) {
    const limit = Number(wanted.text);
    if (Number.isNaN(limit))
      throw invalidParameter(`Invalid filter pattern: ${operator} needs a number, found '${wanted.text}'.`);
    return (root) => {
      const value = read(root);
      return typeof value === 'number' && compare(value, limit);
    };
  }
  if (operator !== '=' && operator !== '!=')
    throw invalidParameter(`Invalid filter pattern: unknown operator '${operator}'.`);
  const equal =
    wanted.kind === 'regex' ? regexTest(wanted.text) : (text: string) => matches(wanted.text, text);
  return (root) => {
    const value = read(root);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
    return equal(String(value)) === (operator === '=');
  };
}

/** `$.a.b[0]` as what reads it. */
function readerOf(path: string): (root: unknown) => unknown {
  const steps = [...path.matchAll(/\.?\["((?:[^"\\]|\\.)*)"\]|\.?\[(\d+)\]|\.([\w-]+)/g)].map(
    ([, quoted, index, name]) => quoted ?? index ?? name ?? '',
  );
  return (root) =>
    steps.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string, unknown>)[step]
          : undefined,
      root,
    );
}

function take(tokens: Token[], text: string): boolean {
  if (tokens[0]?.kind !== 'operator' || tokens[0].text !== text) return false;
  tokens.shift();
  return true;
}
