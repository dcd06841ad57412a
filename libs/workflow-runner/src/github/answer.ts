import type { Json } from '../expressions/json.ts';
import { permissionLevel } from '../parser/read-permissions.ts';
import type { Permissions } from '../model.ts';
import type { Records } from './records.ts';
import { ApiRefusal, type Route } from './routes.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly token: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
  /** Of a list with more pages. */
  readonly link?: string;
}

const rank = { none: 0, read: 1, write: 2 } as const;

/** What GitHub answers to a job with this token. */
export function answer(
  asked: Asked,
  records: Records,
  tokens: ReadonlyMap<string, Permissions>,
  routes: readonly Route[],
): Answer {
  const permissions = tokens.get(asked.token);
  if (permissions === undefined) return { status: 401, body: { message: 'Bad credentials' } };
  const [, repository = '', path = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(asked.url.pathname) ?? [];
  const known = routes.map((route) => ({ route, match: patternOf(route.path).exec(path) }));
  const found = known.find(({ route, match }) => match && route.method === asked.method);
  if (repository === '' || found?.match === undefined || found.match === null) {
    const built = routes.map((route) => `${route.method} /repos/{owner}/{repo}${route.path}`).join(', ');
    const message = `${asked.method} ${asked.url.pathname} is not built into this local GitHub; there are ${built}`;
    return { status: 501, body: { message } };
  }
  if (repository.toLowerCase() !== records.repository.toLowerCase())
    return { status: 404, body: { message: 'Not Found' } };
  const { route, match } = found;
  // Everybody may read what a repository is.
  const level = route.scopes.includes('metadata')
    ? 'read'
    : route.scopes.map((scope) => permissionLevel(permissions, scope)).reduce(higher);
  if (rank[level] < rank[route.level]) {
    const message = 'Resource not accessible by integration';
    return { status: 403, body: { message, needed: `${route.scopes.join(' or ')}: ${route.level}` } };
  }
  try {
    const body = route.answer({
      records,
      params: match.slice(1),
      query: asked.url.searchParams,
      body: asked.body === '' ? {} : (JSON.parse(asked.body) as Record<string, unknown>),
    });
    return Array.isArray(body) ? page(body as Json[], asked.url) : { status: route.status ?? 200, body };
  } catch (error) {
    if (error instanceof ApiRefusal) return { status: error.status, body: { message: error.message } };
    if (error instanceof SyntaxError) return { status: 400, body: { message: 'Problems parsing JSON' } };
    throw error;
  }
}

function patternOf(path: string): RegExp {
  const names = path.replaceAll('{name}', String.raw`(\w+)`);
  return new RegExp(`^${names.replaceAll(/\{\w+\}/g, String.raw`(\d+)`)}$`);
}

function higher(one: keyof typeof rank, other: keyof typeof rank): keyof typeof rank {
  return rank[one] >= rank[other] ? one : other;
}

function page(items: readonly Json[], url: URL): Answer {
  const size = Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 30)));
  const number = Math.max(1, Number(url.searchParams.get('page') ?? 1));
  const body = items.slice((number - 1) * size, number * size);
  if (number * size >= items.length) return { status: 200, body };
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  return { status: 200, body, link: `<${next.href}>; rel="next"` };
}
