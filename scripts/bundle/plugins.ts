import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { transformWithOxc } from 'vite';

/** rxjs gives Node its CommonJS build, which cannot be tree-shaken (160 KB against 15 KB): take its ES modules. */
export function rxjsModules(root: string): Plugin {
  return {
    name: 'rxjs-modules',
    setup(bundle) {
      bundle.onResolve({ filter: /^rxjs(\/operators)?$/ }, ({ path }) => ({
        path: realpathSync(join(root, 'node_modules/rxjs/dist/esm', path.slice('rxjs'.length), 'index.js')),
        sideEffects: false,
      }));
    },
  };
}

/** undici comes with fetch, websockets, caches and mocks (555 KB); we use its connection pool. Asking for more is a build error. */
export function undiciPool(): Plugin {
  return {
    name: 'undici-pool',
    setup(bundle) {
      bundle.onResolve({ filter: /^undici$/ }, ({ path, resolveDir }) => ({
        path,
        namespace: 'undici-pool',
        pluginData: resolveDir,
      }));
      bundle.onLoad({ filter: /.*/, namespace: 'undici-pool' }, ({ pluginData }) => ({
        contents: "export { default as Pool } from 'undici/lib/dispatcher/pool.js';",
        resolveDir: pluginData as string,
      }));
    },
  };
}

/**
 * What fastify brings for JSON schemas (ajv, fast-json-stringify) and for requests without a socket is a fifth of the order API's
 * bundle, and nothing in it uses them: bodies are checked by our own schemas. Using one is an error that says so.
 */
export function leanFastify(): Plugin {
  const unused = /^(@fastify\/(ajv-compiler|fast-json-stringify-compiler)|light-my-request)$/;
  return {
    name: 'lean-fastify',
    setup(bundle) {
      bundle.onResolve({ filter: unused }, ({ path, importer }) =>
        /[\\/]fastify[\\/]/.test(importer) ? { path, namespace: 'lean-fastify' } : undefined,
      );
      bundle.onLoad({ filter: /.*/, namespace: 'lean-fastify' }, ({ path }) => {
        const message = `${path} is not in this bundle: see leanFastify in scripts/bundle/plugins.ts`;
        // fastify calls a compiler's module at once for its compiler, and that only for a route with a schema.
        const refuse = `() => { throw new Error(${JSON.stringify(message)}) }`;
        const contents = `module.exports = ${path.startsWith('@') ? `() => ${refuse}` : refuse};`;
        return { contents, loader: 'js' };
      });
    },
  };
}

/**
 * Nest looks for dozens of optional packages when it starts, and does without those it does not find: they stay outside
 * the bundle. So do packages of Nest itself that it asks for on a dynamic import, where the app does not declare them:
 * they may be installed here, but nothing in the app would use them.
 */
export function optionalPeers(declared: readonly string[]): Plugin {
  const asked = { optionalPeers: true };
  return {
    name: 'optional-peers',
    setup(bundle) {
      bundle.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === asked || !importer.includes(`${sep}@nestjs${sep}`)) return undefined;
        if (kind === 'dynamic-import' && path.startsWith('@nestjs/') && !declared.includes(packageOf(path))) {
          return { path, external: true };
        }
        // esbuild composes a long report on every package that it does not find.
        if (!isBuiltin(path) && !isInstalled(packageOf(path), resolveDir)) return { path, external: true };
        const found = await bundle.resolve(path, { resolveDir, kind, importer, pluginData: asked });
        return found.errors.length > 0 ? { path, external: true } : undefined;
      });
    },
  };
}

/** `@nestjs/core` of `@nestjs/core/internal`, `ws` of `ws/lib/sender.js`. */
function packageOf(path: string): string {
  return path.split('/', path.startsWith('@') ? 2 : 1).join('/');
}

/** Whether a package is where Node would look for it: in the node_modules of `folder` or of one above it. */
function isInstalled(name: string, folder: string): boolean {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  const above = dirname(folder);
  return above !== folder && isInstalled(name, above);
}

/** Our own libraries do nothing on import: what an app does not use of them is left out, with all it would pull in. */
export function dropUnusedLibraries(): Plugin {
  const asked = { dropUnusedLibraries: true };
  return {
    name: 'drop-unused-libraries',
    setup(bundle) {
      bundle.onResolve(
        { filter: /^(@phaseline\/|\.)/ },
        async ({ path, importer, resolveDir, kind, pluginData }) => {
          // Nobody else's package imports ours: asking esbuild about each of its files took most of the time of a bundle.
          if (pluginData === asked || importer.includes(`${sep}node_modules${sep}`)) return undefined;
          const found = await bundle.resolve(path, { resolveDir, kind, importer, pluginData: asked });
          if (found.errors.length > 0 || !/[\\/]libs[\\/][\w-]+[\\/]src[\\/]/.test(found.path))
            return undefined;
          return { path: found.path, sideEffects: false };
        },
      );
    },
  };
}

/** esbuild knows no `design:paramtypes`, which Nest's injection reads: decorated sources go through oxc first. */
export function decorators(): Plugin {
  return {
    name: 'decorators',
    setup(bundle) {
      bundle.onLoad({ filter: /[\\/](apps|lambda)[\\/].*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!/^\s*@\w+\(/m.test(source)) return undefined;
        const { code } = await transformWithOxc(source, path, {
          lang: 'ts',
          sourcemap: false,
          decorator: { legacy: true, emitDecoratorMetadata: true },
        });
        return { contents: code, loader: 'js' };
      });
    },
  };
}
