import { fieldPath } from '@phaseline/contracts';
import { ProblemException } from './problem-exception.ts';
/** An order has four levels; this leaves room for a clear 422 on a wrong field before depth itself is refused. */
const MAX_DEPTH = 16;
/** A double keeps 15 significant digits whatever they are; with more, two texts may mean one number. */
const MAX_DIGITS = 15;
const NUMBER = /-?(\d+)(?:\.(\d+))?(?:[eE][+-]?\d+)?/y;
/**
 * Parses a request body that may be hostile. Beyond JSON.parse it refuses invalid UTF-8, deep nesting (400), a field
 * given twice and numbers that JSON.parse would silently change, such as 1e999 (422).
 */
export function parseStrictJson(body) {
  const text = decode(body);
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const detail = text.trim() === '' ? 'The body is empty.' : cause.message;
    throw new ProblemException('malformed-json', { detail, cause });
  }
  const errors = scan(text);
  if (errors.length > 0) throw new ProblemException('invalid-order', { errors });
  return value;
}
function decode(body) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new ProblemException('malformed-json', { detail: 'The body is not valid UTF-8.', cause });
  }
}
/** Walks a text that JSON.parse has accepted, so that no syntax needs checking here. */
function scan(text) {
  const errors = [];
  const levels = [];
  let expectsName = false;
  const report = (rule, message) => {
    errors.push({ field: fieldPath(levels.map((level) => level.at)), rule, message });
  };
  for (let index = 0; index < text.length && errors.length < 20; index++) {
    const character = text[index];
    const level = levels.at(-1);
    if (character === '"') {
      const end = endOfString(text, index);
      if (expectsName && level?.names !== undefined) {
        const name = JSON.parse(text.slice(index, end + 1));
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
      const [literal, whole, fraction] = NUMBER.exec(text);
      if (!Number.isFinite(Number(literal)) || digits(whole, fraction) > MAX_DIGITS) {
        report('number', `must be a number of at most ${MAX_DIGITS} digits that a double can hold`);
      }
      index = NUMBER.lastIndex - 1;
    }
  }
  return errors;
}
function endOfString(text, start) {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}
function isEscaped(text, index) {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
function isDigit(character) {
  return character !== undefined && character >= '0' && character <= '9';
}
function digits(whole, fraction = '') {
  return (whole + fraction).replace(/^0+/, '').length;
}
