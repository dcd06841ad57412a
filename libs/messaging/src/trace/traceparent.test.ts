import { expect, test } from 'vitest';
import { childOf, formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('a child keeps the trace and gets a span of its own', () => {
  const parent = parseTraceparent(`00-${TRACE}-${SPAN}-00`);
  expect(parent).toEqual({ traceId: TRACE, spanId: SPAN, sampled: false });
  const child = childOf(parent);
  expect(child).toMatchObject({ traceId: TRACE, sampled: false });
  expect(child.spanId).not.toBe(SPAN);
  expect(parseTraceparent(formatTraceparent(child))).toEqual(child);
});

test('a later version is read as far as version 00 goes', () => {
  expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-the-future-brings`)).toMatchObject({ traceId: TRACE });
});

test.each([
  undefined,
  '',
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE}-${SPAN}`,
  ` 00-${TRACE}-${SPAN}-01`,
])('%j starts a new trace', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
  expect(formatTraceparent(childOf(parseTraceparent(text)))).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
});

test('ids do not repeat', () => {
  const spans = Array.from({ length: 2000 }, () => childOf(undefined));
  expect(new Set(spans.flatMap(({ traceId, spanId }) => [traceId, spanId])).size).toBe(4000);
});
