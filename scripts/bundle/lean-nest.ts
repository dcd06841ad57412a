import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Of Nest's packages, what a function uses, by the file that has it. Their index files lead to every transport and every pipe
 * there is. What is not listed cannot be imported in a function: that is a build error that names it.
 */
const EXPORTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '@nestjs/core': {
    'constants.js': ['APP_FILTER'],
    'adapters/http-adapter.js': ['AbstractHttpAdapter'],
    'helpers/http-adapter-host.js': ['HttpAdapterHost'],
    'nest-factory.js': ['NestFactory'],
  },
  '@nestjs/microservices': {
    'ctx-host/base-rpc.context.js': ['BaseRpcContext'],
    'decorators/ctx.decorator.js': ['Ctx'],
    'decorators/event-pattern.decorator.js': ['EventPattern'],
    'decorators/payload.decorator.js': ['Payload'],
    // The container's server and client extend these; a function's bundle drops them again.
    'client/client-proxy.js': ['ClientProxy'],
    'server/server.js': ['Server'],
  },
};

/** Pipes, interceptors and streams that decorate themselves on import, which esbuild cannot see to be harmless. */
const HARMLESS = /[\\/]@nestjs[\\/]common[\\/](pipes|file-stream|serializer|services[\\/]console-logger)/;

/**
 * Leads our own imports of Nest's packages past their index files, and drops what of Nest a function does not use.
 * Without `http` there is no server in the function: NestFactory's way to one (routes, middleware, security) is left out.
 */
export function leanNest(root: string, { http }: { http: boolean }): Plugin {
  return {
    name: 'lean-nest',
    setup(bundle) {
      bundle.onResolve({ filter: /^@nestjs\/(core|microservices)$/ }, ({ path, importer, kind }) => {
        if (kind !== 'import-statement' || /[\\/]node_modules[\\/]/.test(importer)) return undefined;
        return { path, namespace: 'lean-nest', sideEffects: false };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'lean-nest' }, ({ path }) => ({
        contents: Object.entries(EXPORTS[path] ?? {})
          .map(([file, names]) => `export { ${names.join(', ')} } from './node_modules/${path}/${file}';`)
          .join('\n'),
        resolveDir: root,
      }));
      bundle.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, importer, resolveDir }) => {
        if (!/[\\/]@nestjs[\\/]common[\\/]/.test(importer)) return undefined;
        const found = join(resolveDir, path);
        return HARMLESS.test(found) ? { path: found, sideEffects: false } : undefined;
      });
      if (http) return;
      bundle.onResolve({ filter: /^\.\/nest-application\.js$/ }, ({ path, importer }) =>
        /[\\/]nest-factory\.js$/.test(importer) ? { path, namespace: 'no-http' } : undefined,
      );
      bundle.onLoad({ filter: /.*/, namespace: 'no-http' }, () => ({
        contents:
          "export class NestApplication { constructor() { throw new Error('This function has no server'); } }",
      }));
    },
  };
}
