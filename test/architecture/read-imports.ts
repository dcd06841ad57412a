import { parseSync } from 'vite';

/** One import of a source file. */
export interface Import {
  readonly specifier: string;
  readonly isType: boolean;
}

/**
 * Every static, dynamic and re-export specifier of a TypeScript source.
 *
 * @throws Error naming the file when it does not parse.
 */
export function readImports(file: string, source: string): Import[] {
  const parsed = parseSync(file, source);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${file} does not parse: ${error.message}`);
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  return [
    ...staticImports.map((item) => ({
      specifier: item.moduleRequest.value,
      isType: item.entries.length > 0 && item.entries.every((entry) => entry.isType),
    })),
    ...staticExports.flatMap((item) =>
      item.entries.flatMap((entry) =>
        entry.moduleRequest === null || entry.moduleRequest === undefined
          ? []
          : [{ specifier: entry.moduleRequest.value, isType: entry.isType }],
      ),
    ),
    ...dynamicImports.flatMap((item) => {
      const text = source.slice(item.moduleRequest.start, item.moduleRequest.end);
      const [, specifier] = /^['"`]([^'"`$]+)['"`]$/.exec(text) ?? [];
      return specifier === undefined ? [] : [{ specifier, isType: false }];
    }),
  ];
}

/** The package that a specifier names; undefined for a relative one or one of Node's own. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|\/|node:|#)/.test(specifier)) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
