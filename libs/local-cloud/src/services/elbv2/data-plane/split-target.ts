/**
 * The path and the query of a request target, by hand: `new URL` throws on targets that HTTP allows, such as `//`, and
 * a proxy does not decide what its targets find sensible.
 */
export function splitTarget(target = '/'): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : local.slice(mark + 1) };
}
