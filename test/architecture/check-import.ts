import { inTests, rooms } from './rooms.ts';
import { packageOf } from './read-imports.ts';

const scope = '@phaseline/';

/** A source file and what its room declares. */
export interface SourceFile {
  /** Package name behind `@phaseline/`. */
  readonly room: string;
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Declared at the root, for what every project's tests and builds use. */
  readonly rootDependencies: readonly string[];
}

/** Tests, and what only they use: suites they share, fixtures, benchmarks. */
export function isTestFile(path: string): boolean {
  return /\.test\.ts$|(^|\/)(test|testing|test-fixtures|bench)\//.test(path);
}

/**
 * Checks one import against the rooms and against package.json. Pure.
 *
 * @returns what is wrong, in one sentence that names file and import; undefined when nothing is.
 */
export function checkImport(file: SourceFile, specifier: string): string | undefined {
  const name = packageOf(specifier);
  if (name === undefined) return undefined;
  const room = rooms[file.room];
  if (room === undefined) return `${file.path}: its room "${file.room}" is not in test/architecture/rooms.ts`;
  const inTest = isTestFile(file.path);
  if (name.startsWith(scope)) {
    const other = name.slice(scope.length);
    const allowed = [file.room, ...room.rooms, ...(inTest ? inTests.rooms : [])];
    if (!allowed.includes(other))
      return `${file.path} imports ${specifier}: ${file.room} may import ${room.rooms.join(', ') || 'no room of ours'}`;
  }
  const restricted = (['@actions/', '@nestjs/', '@aws-sdk/'] as const).find((prefix) =>
    name.startsWith(prefix),
  );
  if (
    restricted !== undefined &&
    ![...room.restricted, ...(inTest ? inTests.restricted : [])].includes(restricted)
  ) {
    return `${file.path} imports ${specifier}: ${restricted}* is not for ${file.room}`;
  }
  const declared = [
    ...file.dependencies,
    ...(inTest ? [...file.devDependencies, ...file.rootDependencies] : buildTime(file)),
  ];
  if (!declared.includes(name) && name !== `${scope}${file.room}`)
    return `${file.path} imports ${specifier}, which ${file.room}'s package.json does not declare`;
  return undefined;
}

// The builder of the actions and configuration files run on this machine only; what they need is a development dependency.
function buildTime(file: SourceFile): readonly string[] {
  const runsHereOnly =
    ['actions/build.ts', 'actions/literal-keys.ts', 'actions/readme.ts'].includes(file.path) ||
    file.path.endsWith('.config.ts') ||
    file.room === 'test';
  return runsHereOnly ? [...file.devDependencies, ...file.rootDependencies] : [];
}
