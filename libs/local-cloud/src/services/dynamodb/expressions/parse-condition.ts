import { compareValues, TYPE_NAMES, typeOf, type TypeName } from '../values/attribute-value.ts';
import type { Comparator, Condition, ExpressionKind, Operand, Path } from './ast.ts';
import { createCursor, type Cursor } from './cursor.ts';
import type { Placeholders } from './placeholders.ts';

const COMPARATORS = new Set(['=', '<>', '<', '<=', '>', '>=']);
const ORDERED: ReadonlySet<TypeName> = new Set(['S', 'N', 'B']);
const FUNCTIONS = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);
const MAX_DEPTH = 150;

function isCall(cursor: Cursor): boolean {
  return cursor.peek().type === 'word' && cursor.peek(1).text === '(';
}

function incorrectType(cursor: Cursor, operator: string, operand: Operand & { kind: 'value' }) {
  return cursor.invalid(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`,
  );
}

/** Values whose type can never satisfy the operator are refused before any item is looked at. */
function assertOrdered(cursor: Cursor, operator: string, operands: readonly Operand[]): void {
  for (const operand of operands) {
    if (operand.kind === 'value' && !ORDERED.has(typeOf(operand.value))) {
      throw incorrectType(cursor, operator, operand);
    }
  }
}

function parseOperand(cursor: Cursor): Operand {
  const token = cursor.peek();
  if (token.type === 'value') {
    cursor.next();
    return { kind: 'value', value: cursor.placeholders.value(token.text, cursor.kind) };
  }
  if (isCall(cursor)) {
    if (token.text !== 'size') {
      throw cursor.invalid(
        FUNCTIONS.has(token.text)
          ? `The function is not allowed to be used this way in an expression; function: ${token.text}`
          : `Invalid function name; function: ${token.text}`,
      );
    }
    cursor.next();
    cursor.expect('(');
    const path = cursor.path();
    cursor.expect(')');
    return { kind: 'size', path };
  }
  return { kind: 'path', path: cursor.path() };
}

function parsePathArgument(cursor: Cursor, name: string): Path {
  if (cursor.peek().type === 'value') {
    throw cursor.invalid(`Operator or function requires a document path; operator or function: ${name}`);
  }
  return cursor.path();
}

function parseAttributeType(cursor: Cursor): Condition {
  const path = parsePathArgument(cursor, 'attribute_type');
  cursor.expect(',');
  const token = cursor.next();
  if (token.type !== 'value') throw cursor.syntaxError();
  const value = cursor.placeholders.value(token.text, cursor.kind);
  if (value.S === undefined) throw incorrectType(cursor, 'attribute_type', { kind: 'value', value });
  if (!TYPE_NAMES.includes(value.S as TypeName)) {
    throw cursor.invalid(
      `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
  return { kind: 'attribute_type', path, type: value.S };
}

function parseFunction(cursor: Cursor): Condition {
  const name = cursor.next().text;
  if (!FUNCTIONS.has(name)) throw cursor.invalid(`Invalid function name; function: ${name}`);
  cursor.expect('(');
  let condition: Condition;
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    condition = { kind: name, path: parsePathArgument(cursor, name) };
  } else if (name === 'attribute_type') {
    condition = parseAttributeType(cursor);
  } else {
    const left = parseOperand(cursor);
    cursor.expect(',');
    const right = parseOperand(cursor);
    const textual = right.kind !== 'value' || right.value.S !== undefined || right.value.B !== undefined;
    if (name === 'begins_with' && right.kind === 'value' && !textual) {
      throw incorrectType(cursor, name, right);
    }
    condition = { kind: name as 'begins_with' | 'contains', left, right };
  }
  cursor.expect(')');
  return condition;
}

function parseBetween(cursor: Cursor, operand: Operand): Condition {
  const low = parseOperand(cursor);
  cursor.expect('AND');
  const high = parseOperand(cursor);
  assertOrdered(cursor, 'BETWEEN', [operand, low, high]);
  if (low.kind === 'value' && high.kind === 'value') {
    const order = compareValues(low.value, high.value);
    if (order === undefined) {
      throw cursor.invalid('The BETWEEN operator requires same data type for lower and upper bounds');
    }
    if (order > 0) {
      throw cursor.invalid(
        'The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
      );
    }
  }
  return { kind: 'between', operand, low, high };
}

function parseIn(cursor: Cursor, operand: Operand): Condition {
  cursor.expect('(');
  const candidates = [parseOperand(cursor)];
  while (cursor.take(',')) candidates.push(parseOperand(cursor));
  cursor.expect(')');
  if (candidates.length > 100) throw cursor.invalid('The IN operator takes at most 100 operands');
  return { kind: 'in', operand, candidates };
}

function parseComparison(cursor: Cursor): Condition {
  const left = parseOperand(cursor);
  if (cursor.take('BETWEEN')) return parseBetween(cursor, left);
  if (cursor.take('IN')) return parseIn(cursor, left);
  const { type, text } = cursor.peek();
  if (type !== 'symbol' || !COMPARATORS.has(text)) throw cursor.syntaxError();
  cursor.next();
  const right = parseOperand(cursor);
  if (text !== '=' && text !== '<>') assertOrdered(cursor, text, [left, right]);
  return { kind: 'compare', comparator: text as Comparator, left, right };
}

function parsePrimary(cursor: Cursor, depth: number): Condition {
  if (depth > MAX_DEPTH) throw cursor.invalid('The expression has exceeded the maximum nesting depth');
  if (cursor.take('NOT')) return { kind: 'not', condition: parsePrimary(cursor, depth + 1) };
  if (cursor.take('(')) {
    const condition = parseOr(cursor, depth + 1);
    cursor.expect(')');
    return condition;
  }
  if (isCall(cursor) && cursor.peek().text !== 'size') return parseFunction(cursor);
  return parseComparison(cursor);
}

function parseAnd(cursor: Cursor, depth: number): Condition {
  let left = parsePrimary(cursor, depth);
  while (cursor.take('AND')) left = { kind: 'and', left, right: parsePrimary(cursor, depth) };
  return left;
}

function parseOr(cursor: Cursor, depth: number): Condition {
  let left = parseAnd(cursor, depth);
  while (cursor.take('OR')) left = { kind: 'or', left, right: parseAnd(cursor, depth) };
  return left;
}

/** @throws ValidationException in DynamoDB's words for whatever is wrong with the expression. */
export function parseCondition(text: string, kind: ExpressionKind, placeholders: Placeholders): Condition {
  const cursor = createCursor(text, kind, placeholders);
  const condition = parseOr(cursor, 0);
  cursor.end();
  return condition;
}
