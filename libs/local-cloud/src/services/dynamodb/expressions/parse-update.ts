import { typeOf, type AttributeValue } from '../values/attribute-value.ts';
import type { Path, SetValue, UpdateExpression } from './ast.ts';
import { createCursor, type Cursor } from './cursor.ts';
import { findOverlap, showPath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/** How DynamoDB names types in the messages about ADD and DELETE. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
};

function incorrectType(cursor: Cursor, operator: string, type: string) {
  return cursor.invalid(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );
}

function assertType(cursor: Cursor, operator: string, value: SetValue, member: 'N' | 'L'): SetValue {
  if (value.kind === 'value' && value.value[member] === undefined) {
    throw incorrectType(cursor, operator, typeOf(value.value));
  }
  return value;
}

function parseCall(cursor: Cursor): SetValue {
  const name = cursor.next().text;
  cursor.expect('(');
  let value: SetValue;
  if (name === 'if_not_exists') {
    if (cursor.peek().type === 'value') {
      throw cursor.invalid(
        'Operator or function requires a document path; operator or function: if_not_exists',
      );
    }
    const path = cursor.path();
    cursor.expect(',');
    value = { kind: 'if_not_exists', path, otherwise: parseTerm(cursor) };
  } else if (name === 'list_append') {
    const left = assertType(cursor, name, parseTerm(cursor), 'L');
    cursor.expect(',');
    value = { kind: 'list_append', left, right: assertType(cursor, name, parseTerm(cursor), 'L') };
  } else {
    throw cursor.invalid(`Invalid function name; function: ${name}`);
  }
  cursor.expect(')');
  return value;
}

function parseTerm(cursor: Cursor): SetValue {
  const token = cursor.peek();
  if (cursor.take('(')) {
    const value = parseSetValue(cursor);
    cursor.expect(')');
    return value;
  }
  if (token.type === 'value') {
    cursor.next();
    return { kind: 'value', value: cursor.placeholders.value(token.text, cursor.kind) };
  }
  if (token.type === 'word' && cursor.peek(1).text === '(') return parseCall(cursor);
  return { kind: 'path', path: cursor.path() };
}

function parseSetValue(cursor: Cursor): SetValue {
  const left = parseTerm(cursor);
  for (const operator of ['+', '-'] as const) {
    if (!cursor.take(operator)) continue;
    const right = parseTerm(cursor);
    assertType(cursor, operator, left, 'N');
    return { kind: operator, left, right: assertType(cursor, operator, right, 'N') };
  }
  return left;
}

function parsePathAndValue(cursor: Cursor, section: 'ADD' | 'DELETE'): { path: Path; value: AttributeValue } {
  const path = cursor.path();
  const token = cursor.next();
  if (token.type !== 'value') throw cursor.syntaxError();
  const value = cursor.placeholders.value(token.text, cursor.kind);
  const type = typeOf(value);
  const isSet = type === 'SS' || type === 'NS' || type === 'BS';
  if (!isSet && !(section === 'ADD' && type === 'N')) {
    throw cursor.invalid(
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ${LONG_NAMES[type] ?? type}`,
    );
  }
  return { path, value };
}

function parseList<T>(cursor: Cursor, parse: () => T): T[] {
  const list = [parse()];
  while (cursor.take(',')) list.push(parse());
  return list;
}

/** @throws ValidationException in DynamoDB's words for whatever is wrong with the expression. */
export function parseUpdate(text: string, placeholders: Placeholders): UpdateExpression {
  const cursor = createCursor(text, 'UpdateExpression', placeholders);
  const seen = new Set<Section>();
  let update: UpdateExpression = { set: [], remove: [], add: [], delete: [] };
  while (cursor.peek().type !== 'end') {
    const section = SECTIONS.find((name) => cursor.take(name));
    if (section === undefined) throw cursor.syntaxError();
    if (seen.has(section)) {
      throw cursor.invalid(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    if (section === 'SET') {
      const set = parseList(cursor, () => {
        const path = cursor.path();
        cursor.expect('=');
        return { path, value: parseSetValue(cursor) };
      });
      update = { ...update, set };
    } else if (section === 'REMOVE') {
      update = { ...update, remove: parseList(cursor, () => cursor.path()) };
    } else {
      const changes = parseList(cursor, () => parsePathAndValue(cursor, section));
      update = { ...update, [section === 'ADD' ? 'add' : 'delete']: changes };
    }
  }
  const overlap = findOverlap(changedPaths(update));
  if (overlap !== undefined) {
    throw cursor.invalid(
      `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${showPath(overlap[0])}, path two: ${showPath(overlap[1])}`,
    );
  }
  return update;
}

/** Every path that the expression changes. */
export function changedPaths(update: UpdateExpression): Path[] {
  return [
    ...update.set.map((change) => change.path),
    ...update.remove,
    ...update.add.map((change) => change.path),
    ...update.delete.map((change) => change.path),
  ];
}
