import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checkImport } from './check-import.ts';
import { readImports } from './read-imports.ts';
import { inTests, rooms } from './rooms.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const temp = mkdtempSync(join(tmpdir(), 'phaseline-graph-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
const folders = globSync('{libs/*,apps/*,lambda/*,actions,scripts,test}/package.json', { cwd: root }).map(
  (path) => dirname(path),
);
const rootDependencies = Object.keys(readManifest('.').devDependencies ?? {});

describe('imports', () => {
  test.each(folders)(
    '%s imports only what the architecture allows and its package.json declares',
    (folder) => {
      const manifest = readManifest(folder);
      const sources = globSync(`${folder}/**/*.ts`, {
        cwd: root,
        exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
      });
      const problems = sources.flatMap((path) =>
        readImports(path, readFileSync(join(root, path), 'utf8')).flatMap(
          ({ specifier }) =>
            checkImport(
              {
                room: manifest.name.replace('@phaseline/', ''),
                path,
                dependencies: Object.keys(manifest.dependencies ?? {}),
                devDependencies: Object.keys(manifest.devDependencies ?? {}),
                rootDependencies,
              },
              specifier,
            ) ?? [],
        ),
      );
      expect(problems).toEqual([]);
    },
  );

  test('the Nx graph has no edge that the architecture does not have', () => {
    const output = join(temp, 'graph.json');
    execFileSync('nx', ['graph', `--file=${output}`], { cwd: root, stdio: 'pipe' });
    const { graph } = JSON.parse(readFileSync(output, 'utf8')) as {
      graph: { dependencies: Readonly<Record<string, readonly { source: string; target: string }[]>> };
    };
    const edges = Object.values(graph.dependencies)
      .flat()
      .filter(({ target }) => !target.startsWith('npm:'));
    expect(edges.length).toBeGreaterThan(0);
    // A devDependency is an edge too: tests beside the source may use the rooms that tests may use.
    const wrong = edges.filter(
      ({ source, target }) => ![...(rooms[source]?.rooms ?? []), ...inTests.rooms].includes(target),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing that ships depends on the local cloud or the workflow runner', () => {
    const shipped = folders
      .filter((folder) => !['scripts', 'test', 'libs/workflow-rules'].includes(folder))
      .map(readManifest);
    const wrong = shipped.filter((manifest) =>
      ['@phaseline/local-cloud', '@phaseline/workflow-runner'].some(
        (name) => name in (manifest.dependencies ?? {}),
      ),
    );
    expect(wrong.map((manifest) => manifest.name)).toEqual([]);
  });
});
