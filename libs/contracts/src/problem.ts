import * as v from 'valibot';

/** One thing wrong with a request: where, which rule it breaks, and what to do. */
export const violationSchema = v.object({
  field: v.pipe(v.string(), v.description('The field, such as items[2].sku; empty for the whole body.')),
  rule: v.pipe(v.string(), v.description('The rule it breaks, such as max_value.')),
  message: v.string(),
});

/** One thing wrong with a request. */
export type Violation = v.InferOutput<typeof violationSchema>;

/** An error answer, `application/problem+json` (RFC 9457). */
export const problemSchema = v.object({
  type: v.pipe(v.string(), v.description('Names the kind of problem; stable, for programs.')),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.optional(v.string()),
  instance: v.optional(v.pipe(v.string(), v.description('The path that was asked for.'))),
  requestId: v.optional(v.string()),
  errors: v.optional(v.array(violationSchema)),
});

/** An error answer (RFC 9457). */
export type Problem = v.InferOutput<typeof problemSchema>;
