import { validationError } from '../errors.ts';

/** A metric math expression, as https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html describes it. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'metric'; id: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'call'; name: string; args: Expression[] };

/** Operators by how tightly they bind, loosest first. */
const LEVELS = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

const TOKEN = /\s*(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|[A-Za-z]\w*|<=|>=|==|!=|&&|\|\||[-+*/^()<>,[\]])/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined)
      throw validationError(`Error in expression '${text}': unexpected '${text.slice(at).trim()}'`);
    tokens.push(token);
  }
  return tokens;
}

/** @throws `ValidationError` that quotes the expression and says what is wrong with it. */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  let next = 0;
  const wrong = (): never => {
    throw validationError(
      `Error in expression '${text}': unexpected ${next < tokens.length ? `'${tokens[next]}'` : 'end'}`,
    );
  };
  const take = (token: string): void => {
    if (tokens[next] !== token) wrong();
    next += 1;
  };
  const list = (end: string): Expression[] => {
    const items: Expression[] = [];
    while (tokens[next] !== end) {
      if (items.length > 0) take(',');
      items.push(level(0));
    }
    take(end);
    return items;
  };
  const primary = (): Expression => {
    const token = tokens[next] ?? wrong();
    next += 1;
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token === '-') return { kind: 'negate', operand: primary() };
    if (token === '[') return { kind: 'list', items: list(']') };
    if (token === '(') {
      const inner = level(0);
      take(')');
      return inner;
    }
    if (!/^[A-Za-z]/.test(token)) {
      next -= 1;
      return wrong();
    }
    if (tokens[next] !== '(') return { kind: 'metric', id: token };
    next += 1;
    return { kind: 'call', name: token.toUpperCase(), args: list(')') };
  };
  const level = (depth: number): Expression => {
    const operators = LEVELS[depth];
    if (operators === undefined) return primary();
    let left = level(depth + 1);
    while (operators.includes(tokens[next] ?? '')) {
      const operator = tokens[next] ?? '';
      next += 1;
      left = { kind: 'binary', operator, left, right: level(depth + 1) };
    }
    return left;
  };
  const whole = level(0);
  if (next < tokens.length) wrong();
  return whole;
}
