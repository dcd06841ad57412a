import * as v from 'valibot';

/** A check whose violation carries `name` as its rule, where valibot would only say `check`. */
export function rule<T>(
  name: string,
  test: (value: T) => boolean,
  message: string,
): v.CheckAction<T, string> {
  // The issue takes its type from the action. The cast only keeps valibot's literal type `check`.
  return { ...v.check(test, message), type: name as 'check' };
}
