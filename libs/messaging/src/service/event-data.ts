import { validate, type Validation } from '@phaseline/contracts';
import { PermanentFailure } from '../failures/failures.ts';

type Schema = Parameters<typeof validate>[0];
type Value<S extends Schema> = Extract<ReturnType<typeof validate<S>>, { ok: true }>['value'];

/**
 * An event's data as `schema` has it. Throws {@link PermanentFailure} naming the fields that are wrong, not what they
 * hold: the same bytes will never pass, so the message belongs in the dead-letter queue, and its payload not in a log.
 */
export function readEventData<S extends Schema>(schema: S, data: unknown): Value<S> {
  const result: Validation<Value<S>> = validate(schema, data);
  if (result.ok) return result.value;
  const faults = result.errors.map(
    ({ field, message }) => `${field === '' ? 'the event' : field} ${message}`,
  );
  throw new PermanentFailure(`The event breaks its schema: ${faults.join('; ')}`);
}
