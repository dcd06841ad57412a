import { expect, test } from 'vitest';
import { actionNames, readReadme, renderReadme } from './readme.ts';

test.each(actionNames())('the README of %s is made from its action.yml (npx nx readme actions)', (name) => {
  expect(readReadme(name)).toBe(renderReadme(name));
});
