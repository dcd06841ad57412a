import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

function failure(name, message, cause) {
  const error = new Error(message, { cause });
  error.name = name;
  return error;
}

/** The file a module path means: `.js`, `.mjs` and `.cjs` in this order, as Lambda's runtime looks. */
function findFile(root, path) {
  const place = resolve(root, path);
  if (place.startsWith(root + sep)) {
    for (const end of ['', '.js', '.mjs', '.cjs']) {
      if (end !== '' || /\.[cm]?js$/.test(place)) if (existsSync(place + end)) return place + end;
    }
  }
  throw failure(
    'Runtime.ImportModuleError',
    `Error: Cannot find module '${basename(path)}'\nRequire stack:\n- /var/runtime/index.mjs`,
  );
}

async function importModule(file) {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw failure('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error);
    }
    if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') {
      throw failure('Runtime.ImportModuleError', `Error: ${error.message}`, error);
    }
    throw error;
  }
}

/**
 * Loads `folder/module.exported.name` from the function's root.
 * @throws {Error} named as Lambda's runtime names it: Runtime.ImportModuleError, HandlerNotFound, MalformedHandlerName, UserCodeSyntaxError.
 */
export async function loadHandler(root, name = '') {
  const file = basename(name);
  const [module = '', ...exported] = file.split('.');
  if (module === '' || exported.length === 0 || name.includes('..')) {
    throw failure('Runtime.MalformedHandlerName', `Bad handler: '${name}' must be <module>.<export>`);
  }
  const loaded = await importModule(findFile(root, join(dirname(name), module)));
  // A CommonJS module's exports are its default; only some of their names are seen from outside.
  const read = (from) => exported.reduce((value, key) => value?.[key], from);
  const handler = read(loaded) ?? read(loaded.default);
  if (handler === undefined) {
    throw failure('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') throw failure('Runtime.HandlerNotFound', `${name} is not a function`);
  return handler;
}
