import { isBoolean, isMapping, isScalar, isString } from './packages.ts';
import type { MappingToken, ScalarToken, Token } from './packages.ts';

/** The entries of a mapping token by key; empty for anything else. */
export function entries(token: Token | undefined): Map<string, Token> {
  const result = new Map<string, Token>();
  if (token === undefined || !isMapping(token)) return result;
  for (const { key, value } of token) result.set(key.toString(), value);
  return result;
}

export function mappingOf(token: Token | undefined): MappingToken | undefined {
  return token !== undefined && isMapping(token) ? token : undefined;
}

export function scalarOf(token: Token | undefined): ScalarToken | undefined {
  return token !== undefined && isScalar(token) ? token : undefined;
}

/** The text of a literal string; undefined for an expression or anything else. */
export function literalOf(token: Token | undefined): string | undefined {
  return token !== undefined && isString(token) ? token.value : undefined;
}

export function isTrue(token: Token | undefined): boolean {
  return token !== undefined && isBoolean(token) && token.value;
}
