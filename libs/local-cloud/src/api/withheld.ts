import type { RequestContext } from '../service.ts';
import type { Permission } from './access.ts';
import { type Asking, askFor } from './ask-for.ts';
import type { Place } from './permissions.ts';
import { resourcesOf } from './resource-of.ts';

/** A member of an answer that only those see who have a permission of its own; the call works without it. */
export interface Withheld {
  readonly member: string;
  readonly wanted: readonly Permission[];
}

/**
 * What of an answer the caller may see only with another permission; undefined where there is nothing of the kind in it.
 * `Tags` of GetFunction: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 * @param output what the operation answered
 */
export function withheldOf(
  { signingName, operationName }: { readonly signingName: string; readonly operationName: string },
  input: Readonly<Record<string, unknown>>,
  output: unknown,
  place: Place,
): Withheld | undefined {
  if (signingName !== 'lambda' || operationName !== 'GetFunction') return undefined;
  if ((output as { Tags?: object }).Tags === undefined) return undefined;
  // Tags belong to the function, whichever version or alias of it is asked for.
  const functions = resourcesOf(signingName, operationName, input, place).map((arn) =>
    arn.split(':').slice(0, 7).join(':'),
  );
  return {
    member: 'Tags',
    wanted: functions.map((resource) => ({ action: 'lambda:ListTags', resource })),
  };
}

/** What an operation answered, without the member if the caller lacks the permission for it. */
export async function withoutDenied(
  asking: Asking,
  signingName: string,
  answered: unknown,
  { member, wanted }: Withheld,
  context: RequestContext,
): Promise<unknown> {
  const denied = await askFor(asking, signingName, wanted, context);
  return denied ? { ...(answered as object), [member]: undefined } : answered;
}
