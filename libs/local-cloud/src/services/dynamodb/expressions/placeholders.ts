import { validation } from '../errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { normalizeValue } from '../values/validate-value.ts';
import type { ExpressionKind } from './ast.ts';

/** `#names` and `:values` of one request; every one of them has to be used by one of its expressions. */
export interface Placeholders {
  name(token: string, kind: ExpressionKind): string;
  value(token: string, kind: ExpressionKind): AttributeValue;
  /** @throws ValidationException naming the placeholders that no expression used. */
  assertAllUsed(): void;
}

export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
}

function assertKeys(parameter: string, keys: readonly string[], form: RegExp): void {
  if (keys.length === 0) throw validation(`${parameter} must not be empty`);
  const bad = keys.find((key) => !form.test(key));
  if (bad !== undefined) {
    throw validation(`${parameter} contains invalid key: Syntax error; key: "${bad}"`);
  }
}

function unused(all: Iterable<string>, used: ReadonlySet<string>): string[] {
  return [...all].filter((key) => !used.has(key));
}

/**
 * @param hasExpressions whether the request has any expression: placeholders without one are refused.
 * @throws ValidationException for keys or values that are none.
 */
export function createPlaceholders(input: PlaceholderInput, hasExpressions: boolean): Placeholders {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: rawValues } = input;
  if (!hasExpressions && (names ?? rawValues) !== undefined) {
    const parameter = names === undefined ? 'ExpressionAttributeValues' : 'ExpressionAttributeNames';
    throw validation(`${parameter} can only be specified when using expressions`);
  }
  if (names !== undefined) assertKeys('ExpressionAttributeNames', Object.keys(names), /^#[\w]+$/);
  if (rawValues !== undefined) assertKeys('ExpressionAttributeValues', Object.keys(rawValues), /^:[\w]+$/);
  const values = new Map(
    Object.entries(rawValues ?? {}).map(([key, value]) => {
      try {
        return [key, normalizeValue(value)] as const;
      } catch (cause) {
        const reason = (cause as Error).message;
        throw Object.assign(
          validation(`ExpressionAttributeValues contains invalid value: ${reason} for key ${key}`),
          { cause },
        );
      }
    }),
  );
  const used = new Set<string>();
  return {
    name(token, kind) {
      const name = names !== undefined && Object.hasOwn(names, token) ? names[token] : undefined;
      if (name === undefined) {
        throw validation(
          `Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
        );
      }
      used.add(token);
      return name;
    },
    value(token, kind) {
      const value = values.get(token);
      if (value === undefined) {
        throw validation(
          `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${token}`,
        );
      }
      used.add(token);
      return value;
    },
    assertAllUsed() {
      const idleNames = unused(Object.keys(names ?? {}), used);
      if (idleNames.length > 0) {
        throw validation(
          `Value provided in ExpressionAttributeNames unused in expressions: keys: {${idleNames.join(', ')}}`,
        );
      }
      const idleValues = unused(values.keys(), used);
      if (idleValues.length > 0) {
        throw validation(
          `Value provided in ExpressionAttributeValues unused in expressions: keys: {${idleValues.join(', ')}}`,
        );
      }
    },
  };
}
