import { describe, expect, test } from 'vitest';
import { checkImport, type SourceFile } from './check-import.ts';

const file: SourceFile = {
  room: 'reconciler',
  path: 'libs/reconciler/src/plan.ts',
  dependencies: ['@phaseline/model', '@aws-sdk/client-ecs'],
  devDependencies: ['@phaseline/local-cloud'],
  rootDependencies: ['vitest'],
};

describe('checkImport', () => {
  test.each([['@phaseline/model'], ['@aws-sdk/client-ecs'], ['./apply.ts'], ['node:fs']])(
    'allows %s',
    (specifier) => {
      expect(checkImport(file, specifier)).toBeUndefined();
    },
  );

  test('refuses an edge that the design does not have', () => {
    expect(checkImport({ ...file, dependencies: ['@phaseline/images'] }, '@phaseline/images')).toMatch(
      /reconciler may import model/,
    );
  });

  test('refuses the local cloud in what ships, allows it in a test', () => {
    expect(checkImport(file, '@phaseline/local-cloud')).toBeDefined();
    expect(
      checkImport({ ...file, path: 'libs/reconciler/src/plan.test.ts' }, '@phaseline/local-cloud'),
    ).toBeUndefined();
  });

  test('refuses a package that is kept to other rooms', () => {
    expect(checkImport({ ...file, dependencies: ['@actions/core'] }, '@actions/core')).toMatch(
      /not for reconciler/,
    );
  });

  test('refuses a package that is not declared', () => {
    expect(checkImport(file, '@aws-sdk/client-s3')).toMatch(/does not declare/);
    expect(checkImport(file, 'vitest')).toMatch(/does not declare/);
  });
});
