/** Every path this API has, with its methods: what separates 405 from 404. */
const ROUTES = [
  [/^\/orders$/, 'POST'],
  [/^\/orders\/[^/]+$/, 'GET, HEAD'],
  [/^\/(health|ready|openapi\.json|docs)?$/, 'GET, HEAD'],
];
/** The Allow header for a path, or undefined where there is no such path. `url` may carry a query. */
export function allowedMethods(url) {
  const path = url.split('?', 1)[0] ?? '';
  return ROUTES.find(([pattern]) => pattern.test(path))?.[1];
}
