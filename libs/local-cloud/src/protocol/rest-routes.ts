import type { OperationModel, ServiceModel } from './model.ts';

export interface RouteMatch {
  readonly operation: OperationModel;
  /** Still percent-encoded values of the labels in the path. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  readonly weight: number;
  readonly operation: OperationModel;
}

/** Routes that newer models have given up and clients in the field (botocore) still use, by model. */
const olderRoutes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'com.amazonaws.sesv2': {
    'GET /v2/email/configuration-sets': 'ListConfigurationSets',
    'GET /v2/email/identities': 'ListEmailIdentities',
  },
};

const tables = new WeakMap<ServiceModel, ReadonlyMap<string, readonly Route[]>>();

/** The operation whose HTTP trait fits: more literal segments win over labels, more fixed query parameters over fewer. */
export function matchRoute(
  model: ServiceModel,
  method: string,
  path: string,
  query: URLSearchParams,
): RouteMatch | undefined {
  let routes = tables.get(model);
  if (routes === undefined) tables.set(model, (routes = compileRoutes(model)));
  for (const route of routes.get(method) ?? []) {
    const found = route.pattern.exec(path);
    if (found === null) continue;
    if (!route.query.every(([key, value]) => query.has(key) && (value === '' || query.get(key) === value)))
      continue;
    const labels = Object.fromEntries(route.labels.map((label, index) => [label, found[index + 1] ?? '']));
    return { operation: route.operation, labels };
  }
  const older = model.operations.get(olderRoutes[model.namespace]?.[`${method} ${path}`] ?? '');
  return older && { operation: older, labels: {} };
}

/** By method; of those of a method the one to be preferred first. */
function compileRoutes(model: ServiceModel): ReadonlyMap<string, readonly Route[]> {
  const routes = [...model.operations.values()]
    .flatMap((operation) => {
      const { http } = operation.traits;
      return http ? [compileRoute(operation, http[0], http[1])] : [];
    })
    .sort((a, b) => b.weight - a.weight);
  return Map.groupBy(routes, ({ method }) => method);
}

function compileRoute(operation: OperationModel, method: string, uri: string): Route {
  const [template = '', search = ''] = uri.split('?');
  const labels: string[] = [];
  const source = template
    .split('/')
    .map((segment) => {
      const label = /^\{(\w+)(\+?)\}$/.exec(segment);
      if (label === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      labels.push(label[1] ?? '');
      return label[2] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('/');
  const query = [...new URLSearchParams(search)];
  const literals = template.split('/').length - labels.length;
  return {
    method,
    pattern: new RegExp(`^${source}/?$`),
    labels,
    query,
    weight: literals * 100 - (template.includes('+}') ? 1000 : 0) + query.length,
    operation,
  };
}
