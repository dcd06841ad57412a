import type { Json } from '../expressions/json.ts';
import type { Permissions } from '../model.ts';
import { isOfFork } from '../oidc/may-ask.ts';
import { permissionLevel } from '../parser/read-permissions.ts';

/** What GitHub gives where a workflow names no permissions and the organisation did not loosen it. */
const restricted: Permissions = new Map([
  ['contents', 'read'],
  ['packages', 'read'],
]);

/** The scopes that our routes ask for; of a fork's pull request a token only ever reads. */
const scopes = ['contents', 'issues', 'pull-requests', 'deployments', 'actions'];

/** What the token of a job may do. Pure. */
export function tokenPermissions(
  permissions: Permissions = restricted,
  github: { readonly [key: string]: Json },
): Permissions {
  if (!isOfFork(github)) return permissions;
  return new Map(
    scopes.map((scope) => [scope, permissionLevel(permissions, scope) === 'none' ? 'none' : 'read']),
  );
}
