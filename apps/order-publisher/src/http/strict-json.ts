import { fieldPath, type Violation } from '@phaseline/contracts';
import { ProblemException } from './problem-exception.ts';

/** An order has four levels; this leaves room for a clear 422 on a wrong field before depth itself is refused. */
const MAX_DEPTH = 16;

/** A double keeps 15 significant digits whatever they are; with more, two texts may mean one number. */
const MAX_DIGITS = 15;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const NUMBER = /-?(\d+)(?:\.(\d+))?(?:[eE][+-]?\d+)?/y;

/**
 * Parses a request body that may be hostile. Beyond JSON.parse it refuses invalid UTF-8, deep nesting (400), a field
 * given twice and numbers that JSON.parse would silently change, such as 1e999 (422).
 */
export function parseStrictJson(body: Uint8Array): unknown {
  const text = decode(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const detail = text.trim() === '' ? 'The body is empty.' : (cause as SyntaxError).message;
    throw new ProblemException('malformed-json', { detail, cause });
  }
  const errors = scan(text);
  if (errors.length > 0) throw new ProblemException('invalid-order', { errors });
  return value;
}

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new ProblemException('malformed-json', { detail: 'The body is not valid UTF-8.', cause });
  }
}

/** An object or array being read: its names so far (objects only) and where in it the scan is. */
interface Level {
  readonly names: Set<string> | undefined;
  at: string | number;
}

/** Walks a text that JSON.parse has accepted, so that no syntax needs checking here. */
function scan(text: string): Violation[] {
  const errors: Violation[] = [];
  const levels: Level[] = [];
  let expectsName = false;
  const report = (rule: string, message: string): void => {
    errors.push({ field: fieldPath(levels.map((level) => level.at)), rule, message });
  };
  for (let index = 0; index < text.length && errors.length < 20; index++) {
    const character = text[index];
    const level = levels.at(-1);
    if (character === '"') {
      const end = endOfString(text, index);
      if (expectsName && level?.names !== undefined) {
        const name = JSON.parse(text.slice(index, end + 1)) as string;
        level.at = name;
        if (level.names.has(name)) report('duplicate_field', 'is given twice');
        level.names.add(name);
        expectsName = false;
      }
      index = end;
    } else if (character === '{' || character === '[') {
      if (levels.length === MAX_DEPTH) {
        throw new ProblemException('too-deep', {
          detail: `The body is nested more than ${MAX_DEPTH} levels deep.`,
        });
      }
      expectsName = character === '{';
      levels.push(expectsName ? { names: new Set(), at: '' } : { names: undefined, at: 0 });
    } else if (character === '}' || character === ']') {
      levels.pop();
      expectsName = false;
    } else if (character === ',' && level !== undefined) {
      expectsName = level.names !== undefined;
      if (typeof level.at === 'number') level.at++;
    } else if (character === '-' || isDigit(character)) {
      NUMBER.lastIndex = index;
      const [literal, whole, fraction] = NUMBER.exec(text) as unknown as [string, string, string | undefined];
      if (!Number.isFinite(Number(literal)) || digits(whole, fraction) > MAX_DIGITS) {
        report('number', `must be a number of at most ${MAX_DIGITS} digits that a double can hold`);
      }
      index = NUMBER.lastIndex - 1;
    }
  }
  return errors;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function digits(whole: string, fraction = ''): number {
  return (whole + fraction).replace(/^0+/, '').length;
}
