/** A route that a path has matched. */
export interface Match<Handler> {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly handler: Handler;
}

/** Routes of a few dozen at most, tried in the order they were added: literal segments and `:name`. */
export interface RouteTable<Handler> {
  /** Throws on a wildcard: nothing here needs one. */
  add(method: string, path: string, handler: Handler): void;
  /** Undefined where there is none. Throws URIError on a segment that cannot be decoded. */
  find(method: string, path: string): Match<Handler> | undefined;
}

interface Route<Handler> {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly handler: Handler;
}

/** Creates an empty {@link RouteTable}. HEAD finds what GET finds. */
export function createRouteTable<Handler>(): RouteTable<Handler> {
  const routes: Route<Handler>[] = [];
  return {
    add(method, path, handler) {
      if (/[*{(]/.test(path)) throw new Error(`${method} ${path}: write a path of literals and :parameters`);
      routes.push({ method, path: path === '' ? '/' : path, segments: path.split('/').slice(1), handler });
    },
    find(method, path) {
      const wanted = method === 'HEAD' ? 'GET' : method;
      const given = path.split('/').slice(1);
      for (const route of routes) {
        if (route.method !== wanted && route.method !== 'ALL') continue;
        const params = paramsOf(route.path === '/' ? [''] : route.segments, given);
        if (params !== undefined) return { path: route.path, params, handler: route.handler };
      }
      return undefined;
    },
  };
}

function paramsOf(
  segments: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (segments.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
    } else {
      if (value === '') return undefined;
      params[segment.slice(1)] = decodeURIComponent(value);
    }
  }
  return params;
}
