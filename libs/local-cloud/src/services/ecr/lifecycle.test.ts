import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { expiredImages, parseLifecyclePolicy } from './lifecycle.ts';

const DAY = 86_400_000;
const rule = (rulePriority: number, selection: object) => ({
  rulePriority,
  selection,
  action: { type: 'expire' },
});
const parse = (...rules: object[]) => parseLifecyclePolicy(JSON.stringify({ rules }));

it('keeps as many of the newest images as the rule says, whatever order they are listed in', () => {
  const images = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 });
  fc.assert(
    fc.property(images, fc.integer({ min: 1, max: 20 }), (times, countNumber) => {
      const all = times.map((pushedAt) => ({ digest: String(pushedAt), tags: [], pushedAt }));
      const expired = expiredImages(
        parse(rule(1, { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber })),
        all,
        0,
      );
      const kept = times.filter((time) => !expired.includes(String(time)));
      expect(kept).toHaveLength(Math.min(countNumber, times.length));
      expect(Math.min(...kept, Infinity)).toBeGreaterThanOrEqual(Math.max(...expired.map(Number), -Infinity));
    }),
  );
});

it('judges an image by the first rule that selects it', () => {
  const rules = parse(
    rule(2, { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 }),
    rule(1, {
      tagStatus: 'tagged',
      tagPrefixList: ['release-'],
      countType: 'imageCountMoreThan',
      countNumber: 5,
    }),
  );
  const images = [
    { digest: 'kept', tags: ['release-1'], pushedAt: 0 },
    { digest: 'old', tags: ['content-1'], pushedAt: 0 },
    { digest: 'young', tags: [], pushedAt: 9 * DAY },
  ];
  expect(expiredImages(rules, images, 9.5 * DAY)).toEqual(['old']);
});

it('refuses what is no policy, saying why', () => {
  expect(() => parseLifecyclePolicy('{')).toThrow(/not JSON/);
  expect(() =>
    parse(rule(1, { tagStatus: 'tagged', countType: 'imageCountMoreThan', countNumber: 1 })),
  ).toThrow(/tagPrefixList/);
});
