import { expect, test } from 'vitest';
import { baseCommit } from './base-commit.ts';

test('a pull request and a merge group are compared with their base, a push with nothing', () => {
  expect(baseCommit({ pull_request: { base: { sha: 'abc' } } })).toBe('abc');
  expect(baseCommit({ merge_group: { base_sha: 'def' } })).toBe('def');
  expect(baseCommit({})).toBeUndefined();
});
