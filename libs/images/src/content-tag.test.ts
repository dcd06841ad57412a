import { expect, test } from 'vitest';
import { contentTag, contextTag } from './content-tag.ts';
import { parseDockerfile } from './dockerfile/parse-dockerfile.ts';

const file = { path: '/app/a', content: Buffer.from('a'), executable: false };
const text = 'FROM base\nCOPY a /app/a\n';
const tag = (changed: { base?: string; platform?: string; text?: string; file?: object } = {}) =>
  contentTag(
    changed.base ?? 'sha256:1',
    changed.platform ?? 'linux/amd64',
    parseDockerfile(changed.text ?? text),
    [{ ...file, ...changed.file }],
  );

test('comments, lines and the name of the base are no content', () => {
  expect(tag()).toMatch(/^content-[0-9a-f]{32}$/);
  expect(tag({ text: `# a comment\n\nFROM other-name\nCOPY a \\\n /app/a` })).toBe(tag());
});

test.each([
  ['base', { base: 'sha256:2' }],
  ['platform', { platform: 'linux/arm64' }],
  ['configuration', { text: `${text}USER 1` }],
  ['a path', { file: { path: '/app/b' } }],
  ['the content of a file', { file: { content: Buffer.from('b') } }],
  ['an executable bit', { file: { executable: true } }],
])('%s is', (_, changed) => {
  expect(tag(changed)).not.toBe(tag());
});

test('where docker builds, the text and the arguments count too', () => {
  const of = (dockerfile: string, version: string) =>
    contextTag('linux/amd64', dockerfile, { VERSION: version }, [file]);
  expect(new Set([of('RUN a', '1'), of('RUN b', '1'), of('RUN a', '2')]).size).toBe(3);
  expect(of('RUN a', '1')).toBe(of('RUN a', '1'));
});
