import * as v from 'valibot';
import type { Violation } from './problem.ts';

/** More violations than this are not listed: an answer stays small whatever was sent. */
const MAX_VIOLATIONS = 20;

/** A value that passed its schema, or what is wrong with it. */
export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: Violation[] };

/** Checks `input` against `schema`. Returns the parsed value, or at most 20 violations, each naming field and rule. */
export function validate<S extends v.GenericSchema>(schema: S, input: unknown): Validation<v.InferOutput<S>> {
  const result = v.safeParse(schema, input, { abortPipeEarly: true });
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, errors: result.issues.slice(0, MAX_VIOLATIONS).map(violationOf) };
}

function violationOf(issue: v.BaseIssue<unknown>): Violation {
  const field = fieldPath(issue.path?.map((item) => item.key) ?? []);
  // A strict object reports its keys with the type `strict_object`: tell the two ways apart.
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { field, rule: 'unknown_field', message: 'is not a known field' };
  }
  if (issue.kind === 'schema' && issue.received === 'undefined') {
    return { field, rule: 'required', message: 'is required' };
  }
  return { field, rule: issue.type, message: issue.message };
}

/** `['items', 2, 'sku']` as `items[2].sku`; a name that is no identifier is quoted: `items["a b"]`. */
export function fieldPath(keys: readonly unknown[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (typeof key === 'string' && /^[\w-]{1,64}$/.test(key)) path += path === '' ? key : `.${key}`;
    else path += `[${JSON.stringify(String(key).slice(0, 64))}]`;
  }
  return path;
}
