import type { Route } from '@aws-sdk/client-apigatewayv2';

export interface SelectedRoute {
  readonly route: Route;
  /** The path's variables by name, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  /** `ANY` for every method. */
  readonly method: string;
  readonly segments: readonly Segment[];
}
type Segment = { readonly kind: 'literal' | 'variable' | 'greedy'; readonly text: string };

const RANK = { literal: 2, variable: 1, greedy: 0 };
const compiled = new WeakMap<readonly Route[], CompiledRoute[]>();

/**
 * The route for a request: a full match for method and path, then one with a greedy path variable, then `$default`; of several,
 * the one whose path says more goes first, and a method before `ANY`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @param routes Never changed afterwards: what is read of them is kept.
 * @param path Still percent-encoded, without the stage.
 */
export function selectRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): SelectedRoute | undefined {
  let table = compiled.get(routes);
  if (table === undefined) compiled.set(routes, (table = compile(routes)));
  const asked = path.split('/').slice(1).map(decode);
  for (const { route, method: taken, segments } of table) {
    if (taken !== 'ANY' && taken !== method) continue;
    const pathParameters = match(segments, asked);
    if (pathParameters !== undefined) return { route, pathParameters };
  }
  const fallback = routes.find(({ RouteKey }) => RouteKey === '$default');
  return fallback && { route: fallback, pathParameters: {} };
}

function compile(routes: readonly Route[]): CompiledRoute[] {
  return routes
    .filter(({ RouteKey }) => RouteKey !== '$default')
    .map((route) => {
      const [method = '', path = ''] = (route.RouteKey ?? '').split(' ');
      return { route, method, segments: path.split('/').slice(1).map(readSegment) };
    })
    .sort(bySpecificity);
}

function readSegment(segment: string): Segment {
  const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
  if (variable === null) return { kind: 'literal', text: decode(segment) };
  return { kind: variable[2] === '+' ? 'greedy' : 'variable', text: variable[1] ?? '' };
}

function bySpecificity(a: CompiledRoute, b: CompiledRoute): number {
  const greedy = Number(a.segments.at(-1)?.kind === 'greedy') - Number(b.segments.at(-1)?.kind === 'greedy');
  if (greedy !== 0) return greedy;
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const rank = (one: CompiledRoute): number => RANK[one.segments[index]?.kind ?? 'greedy'];
    if (rank(a) !== rank(b)) return rank(b) - rank(a);
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function match(segments: readonly Segment[], asked: readonly string[]): Record<string, string> | undefined {
  const found: [string, string][] = [];
  const greedy = segments.at(-1)?.kind === 'greedy';
  if (greedy ? asked.length < segments.length : asked.length !== segments.length) return undefined;
  for (const [index, { kind, text }] of segments.entries()) {
    const value = kind === 'greedy' ? asked.slice(index).join('/') : (asked[index] ?? '');
    if (kind === 'literal' ? value !== text : value === '') return undefined;
    if (kind !== 'literal') found.push([text, value]);
  }
  return Object.fromEntries(found);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
