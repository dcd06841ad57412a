import { data, InsertExpressionToken, isBasicExpression, isMapping, isSequence } from '../parser/packages.ts';
import type { ExpressionData, Token } from '../parser/packages.ts';
import { evaluateExpression } from './evaluate.ts';
import type { Scope } from './evaluate.ts';
import { toData, toJson } from './json.ts';
import type { Json } from './json.ts';

/** Evaluates a token of a workflow, with everything below it, to a plain value. */
export function evaluateToken(token: Token, scope: Scope): Json {
  return toJson(evaluate(token, scope));
}

/** Evaluates a token where GitHub takes a string; numbers, booleans and null become text as GitHub writes them. */
export function evaluateString(token: Token | undefined, scope: Scope): string {
  return token === undefined ? '' : evaluate(token, scope).coerceString();
}

/** Evaluates a token where GitHub takes a number. Throws when it is none. */
export function evaluateNumber(token: Token | undefined, scope: Scope, what: string): number | undefined {
  if (token === undefined) return undefined;
  const value = evaluate(token, scope);
  const number = value.number();
  if (Number.isNaN(number)) throw new Error(`${what} must be a number, not '${value.coerceString()}'`);
  return number;
}

/** Evaluates a token where GitHub takes a boolean. Throws when it is none. */
export function evaluateBoolean(token: Token | undefined, scope: Scope, what: string): boolean | undefined {
  if (token === undefined) return undefined;
  const text = evaluate(token, scope).coerceString();
  if (text !== 'true' && text !== 'false') throw new Error(`${what} must be true or false, not '${text}'`);
  return text === 'true';
}

/** Evaluates a mapping (`env`, `with`, `outputs`) to names and strings, in order. */
export function evaluateMapping(token: Token | undefined, scope: Scope): Record<string, string> {
  const result: Record<string, string> = {};
  if (token === undefined) return result;
  const value = evaluate(token, scope);
  if (!(value instanceof data.Dictionary))
    throw new Error(`expected a mapping, not '${value.coerceString()}'`);
  for (const pair of value.pairs()) result[pair.key] = pair.value.coerceString();
  return result;
}

function evaluate(token: Token, scope: Scope): ExpressionData {
  if (isBasicExpression(token)) return evaluateExpression(token.expression, scope);
  if (isSequence(token)) {
    const items: ExpressionData[] = [];
    for (const item of token) items.push(evaluate(item, scope));
    return new data.Array(...items);
  }
  if (isMapping(token)) {
    const result = new data.Dictionary();
    for (const { key, value } of token) {
      const evaluated = evaluate(value, scope);
      // `${{ insert }}` as a key merges the mapping it stands for.
      if (key instanceof InsertExpressionToken) {
        if (!(evaluated instanceof data.Dictionary)) throw new Error('${{ insert }} needs a mapping');
        for (const pair of evaluated.pairs()) result.add(pair.key, pair.value);
      } else {
        result.add(evaluate(key, scope).coerceString(), evaluated);
      }
    }
    return result;
  }
  return toData(token.toJSON() as Json);
}
