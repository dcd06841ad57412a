import { expect, test } from 'vitest';
import { check } from '../testing/check.ts';

const job = (rest: string) =>
  `jobs:\n  a:\n    runs-on: ubuntu-latest\n${rest}    steps: [{ run: "true" }]\n`;

test('permissions for every job, or none said', () => {
  const fine = job('    permissions: {}\n');
  for (const top of ['', 'permissions: read-all\n', 'permissions: { contents: read }\n'])
    expect(check('permissions', `on: push\n${top}${fine}`)).toEqual([
      expect.stringMatching(/^[12]: every job of the workflow gets permissions by default$/),
    ]);
});

test('a job that does not say, or asks for everything; one that calls a workflow too', () => {
  const top = 'on: push\npermissions: {}\n';
  expect(check('permissions', `${top}${job('')}`)).toEqual(['4: job a does not say what its token may do']);
  expect(check('permissions', `${top}${job('    permissions: write-all\n')}`)).toEqual([
    '6: job a asks for write-all',
  ]);
  expect(check('permissions', `${top}jobs:\n  b:\n    uses: ./.github/workflows/x.yml\n`)).toEqual([
    '4: job b does not say what its token may do',
  ]);
});

test('nothing at the top, and scopes by name', () => {
  const yaml = `on: push\npermissions: {}\n${job('    permissions:\n      contents: read\n')}`;
  expect(check('permissions', yaml)).toEqual([]);
});
