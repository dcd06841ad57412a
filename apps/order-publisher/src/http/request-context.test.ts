import { describe, expect, it } from 'vitest';
import { contextOf } from './request-context.ts';

const trace = 'a'.repeat(32);
const span = 'b'.repeat(16);

describe('contextOf', () => {
  it('gives a request one context however often it is asked', () => {
    const request = { headers: {} };
    expect(contextOf(request)).toBe(contextOf(request));
    expect(contextOf(request).requestId).not.toBe(contextOf({ headers: {} }).requestId);
  });

  it.each([`00-${trace}-${span}-00`, `01-${trace}-${span}-00-more`])(
    'continues the trace of %s',
    (traceparent) => {
      const context = contextOf({ headers: { traceparent } });
      expect(context.traceId).toBe(trace);
      expect(context.traceparent).toMatch(new RegExp(`^00-${trace}-(?!${span})[0-9a-f]{16}-00$`));
    },
  );

  it.each([
    '',
    'x',
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace}-${span}-01-more`,
    `00-${trace.toUpperCase()}-${span}-01`,
  ])('begins a trace for %j', (traceparent) => {
    const context = contextOf({ headers: { traceparent } });
    expect(context.traceId).toMatch(/^(?!a{32})[0-9a-f]{32}$/);
    expect(context.traceparent.endsWith('-01')).toBe(true);
  });

  it('keeps a sane request id and no other', () => {
    expect(contextOf({ headers: { 'x-request-id': 'Root=1-67891233-abc' } }).requestId).toBe(
      'Root=1-67891233-abc',
    );
    for (const id of ['', 'a b', 'x'.repeat(129), '\u00e9']) {
      expect(contextOf({ headers: { 'x-request-id': id } }).requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
