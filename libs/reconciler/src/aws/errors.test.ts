import { expect, it } from 'vitest';
import { isAwsError } from './errors.ts';

const error = (name: string, members: object = {}) => Object.assign(new Error('x'), { name, ...members });

it.each([
  [error('NoSuchEntityException'), 'NoSuchEntity'],
  [error('NoSuchEntity'), 'NoSuchEntityException'],
  [error('AWS.SimpleQueueService.NonExistentQueue'), 'NonExistentQueue'],
  [error('Whatever', { Code: 'LoadBalancerNotFound' }), 'LoadBalancerNotFoundException'],
  [error('InvalidGroup.NotFound'), 'InvalidGroup.NotFound'],
])('knows %s as %s', (thrown, code) => {
  expect(isAwsError(thrown, code)).toBe(true);
});

it('does not take one for another', () => {
  expect(isAwsError(error('InvalidGroup.NotFound'), 'NotFound')).toBe(false);
  expect(isAwsError('NotFound', 'NotFound')).toBe(false);
});
