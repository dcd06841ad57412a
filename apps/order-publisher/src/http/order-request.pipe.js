import { orderRequestSchema, validate } from '@phaseline/contracts';
import { ProblemException } from './problem-exception.ts';
import { parseStrictJson } from './strict-json.ts';
/** A body's bytes as a valid order request, or 400 or 422 naming each field and rule it breaks. */
export const orderRequestPipe = {
  transform(body) {
    // No body at all reaches no parser: there was no content type either.
    if (body === undefined) throw new ProblemException('unsupported-media-type');
    const result = validate(orderRequestSchema, parseStrictJson(body));
    if (result.ok) return result.value;
    throw new ProblemException('invalid-order', { errors: result.errors });
  },
};
