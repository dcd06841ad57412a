import { expect, test } from 'vitest';
import { parseDockerIgnore } from './docker-ignore.ts';

const ignored = (text: string, paths: readonly string[]) => paths.filter(parseDockerIgnore(text));

// Some of these are tried with `docker build` in docker/docker-engine.test.ts.
test.each<[string, string[], string[]]>([
  ['node_modules', ['node_modules/a/b.js', 'node_modules'], ['src/node_modules/a.js', 'node_modules.js']],
  ['/dist/', ['dist/main.js'], ['src/dist/main.js']],
  ['*.md', ['README.md'], ['docs/README.md', 'a.mdx']],
  ['**/*.md', ['README.md', 'docs/deep/README.md'], ['a.mdx']],
  ['docs/**', ['docs/a', 'docs/b/c'], ['other/docs/a']],
  ['a/**/z', ['a/z', 'a/b/c/z', 'a/b/z/inside'], ['a/b']],
  ['te?t', ['test', 'text/inside'], ['tet', 'te/t']],
  ['[a-c].js', ['b.js'], ['d.js', '[a-c].js']],
  ['a+(b).js', ['a+(b).js'], ['aab.js']],
  ['\\*.js', ['*.js'], ['a.js']],
  ['# *.js\n\n  *.ts  ', ['a.ts'], ['a.js', '# a.js']],
  ['*\n!dist\n', ['a.js', 'src/a.js'], ['dist/main.js']],
  ['dist/*\n!dist/main.js', ['dist/main.js.map'], ['dist/main.js']],
  ['!a.js\n*.js', ['a.js', 'b.js'], []],
  ['./a/../b', ['b'], ['a']],
  ['', [], ['a']],
])('%j leaves out %j and not %j', (text, out, not) => {
  expect(ignored(text, [...out, ...not])).toEqual(out);
});
