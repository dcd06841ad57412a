import type { Json } from '../expressions/json.ts';
import type { Permissions } from '../model.ts';
import { permissionLevel } from '../parser/read-permissions.ts';

/**
 * Whether GitHub gives a job tokens: it must say `id-token: write`, which is never the default, and no job for a pull request of a
 * fork gets more than read.
 */
export function mayAskForToken(
  permissions: Permissions | undefined,
  github: { readonly [key: string]: Json },
): boolean {
  if (permissions === undefined || permissionLevel(permissions, 'id-token') !== 'write') return false;
  return !isOfFork(github);
}

/** Whether the run is about a pull request whose branch is in another repository. */
export function isOfFork(github: { readonly [key: string]: Json }): boolean {
  if (github['event_name'] !== 'pull_request') return false;
  return at(github, 'event', 'pull_request', 'head', 'repo', 'full_name') !== github['repository'];
}

function at(value: Json, ...path: readonly string[]): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = (value as { readonly [key: string]: Json })[first];
  return inner === undefined ? undefined : at(inner, ...rest);
}
