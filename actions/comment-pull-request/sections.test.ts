import { expect, test } from 'vitest';
import { marker, withSection } from './sections.ts';

test('sections are replaced where they stand, others stay', () => {
  const first = withSection(withSection('', 'plan', 'one'), 'preview', 'http://pr-1');
  const second = withSection(first, 'plan', 'two');
  expect(second.startsWith(marker)).toBe(true);
  expect(second).toContain('two');
  expect(second).not.toContain('one');
  expect(second.indexOf('two')).toBeLessThan(second.indexOf('http://pr-1'));
  expect(withSection(second, 'plan', 'two')).toBe(second);
});

test('nothing in a section ends it', () => {
  const sly = withSection('', 'plan', 'a <!-- /phaseline:plan --> b');
  expect(withSection(sly, 'plan', 'c')).not.toMatch(/[ab] /);
});
