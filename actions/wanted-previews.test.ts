import { expect, test } from 'vitest';
import type { PullRequest } from './github.ts';
import { whyNotWanted } from './wanted-previews.ts';

const wanted: PullRequest = {
  number: 1,
  state: 'open',
  labels: [{ name: 'bug' }, { name: 'preview' }],
  head: { sha: 'a'.repeat(40), ref: 'change', repo: { full_name: 'acme/orders' } },
};
const whyNot = (change: Partial<PullRequest>) =>
  whyNotWanted({ ...wanted, ...change }, 'preview', 'acme/orders');

test('a preview is wanted by an open pull request of the repository itself, by its label', () => {
  expect(whyNot({})).toBeUndefined();
  expect(whyNot({ state: 'closed' })).toBe('it is closed');
  expect(whyNot({ labels: [{ name: 'bug' }] })).toBe('it has no label preview');
  const of = (repo: PullRequest['head']['repo']) => ({ head: { ...wanted.head, repo } });
  expect(whyNot(of({ full_name: 'mallory/orders' }))).toBe('its branch is in mallory/orders');
  expect(whyNot(of(null))).toBe('its branch is in a fork that is gone');
});
