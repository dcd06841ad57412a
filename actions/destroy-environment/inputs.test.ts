import { afterEach, expect, test, vi } from 'vitest';
import { readInputs } from './inputs.ts';
import { resultMarkdown } from './result-markdown.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['production', 'Production', 'PRODUCTION', '', 'pr-1 production'])('refuses %j', (environment) => {
  vi.stubEnv('INPUT_ENVIRONMENT', environment);
  expect(() => readInputs()).toThrow(/Input "environment" is/);
});

test('says production holds orders', () => {
  vi.stubEnv('INPUT_ENVIRONMENT', 'production');
  expect(() => readInputs()).toThrow(/expected any other: its queues and table hold orders/);
});

test('takes a preview', () => {
  vi.stubEnv('INPUT_ENVIRONMENT', 'pr-17');
  vi.stubEnv('INPUT_UNLESS-WANTED', 'preview');
  expect(readInputs()).toMatchObject({ environment: 'pr-17', phase: undefined, unlessWanted: 'preview' });
});

test('the result lists every resource, and first what is left', () => {
  expect(resultMarkdown('pr-1', { removed: ['queue/a', 'topic/b'], left: [] })).toBe(
    '### pr-1: 2 resources removed\n\n- `queue/a`\n- `topic/b`',
  );
  expect(resultMarkdown('pr-1', { removed: ['queue/a'], left: ['table/c'] })).toBe(
    '### pr-1: 1 resources removed\n\n1 could not be removed, and the next sweep tries again:\n\n- `table/c`\n\nRemoved:\n\n- `queue/a`',
  );
});
