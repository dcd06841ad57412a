import { expect, test } from 'vitest';
import { chooseEngine } from './choose-engine.ts';
import { DockerfileError } from './dockerfile/parse-dockerfile.ts';

const copyOnly = 'FROM a\nCOPY b /b';
const needsDocker = 'FROM a\nRUN make';

test('auto is layer wherever the Dockerfile allows it', () => {
  expect(chooseEngine('auto', copyOnly, {})).toMatchObject({
    engine: 'layer',
    dockerfile: { baseImage: 'a' },
  });
  expect(chooseEngine('auto', needsDocker, {})).toEqual({
    engine: 'docker',
    reason: expect.any(DockerfileError) as unknown,
  });
});

test('docker is docker, and a COPY-only Dockerfile is still known', () => {
  expect(chooseEngine('docker', copyOnly, {})).toMatchObject({
    engine: 'docker',
    dockerfile: { baseImage: 'a' },
  });
  expect(chooseEngine('docker', needsDocker, {}).dockerfile).toBeUndefined();
});

test('layer refuses what it cannot build', () => {
  expect(() => chooseEngine('layer', needsDocker, {})).toThrow(DockerfileError);
});
