import type { Permissions } from '../model.ts';
import type { Token } from './packages.ts';
import { entries, literalOf } from './tokens.ts';

const rank = { none: 0, read: 1, write: 2 } as const;
type Level = keyof typeof rank;

/** Reads `permissions:`, which the schema has validated already. */
export function readPermissions(token: Token | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  const all = literalOf(token);
  if (all === 'read-all' || all === 'write-all') return all;
  return new Map([...entries(token)].map(([scope, level]) => [scope, literalOf(level) as Level]));
}

/** The level `permissions` gives for `scope`. */
export function permissionLevel(permissions: Permissions, scope: string): Level {
  if (permissions === 'write-all') return 'write';
  // `read-all` cannot give an id-token: that scope knows only write and none.
  if (permissions === 'read-all') return scope === 'id-token' ? 'none' : 'read';
  return permissions.get(scope) ?? 'none';
}

/**
 * The scopes for which a called job asks for more than its caller has. GitHub refuses to start such a run.
 * https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows
 */
export function exceedingPermissions(caller: Permissions, called: Permissions): string[] {
  if (called === 'write-all') return caller === 'write-all' ? [] : ['write-all'];
  if (called === 'read-all') return caller === 'read-all' || caller === 'write-all' ? [] : ['read-all'];
  return [...called]
    .filter(([scope, level]) => rank[level] > rank[permissionLevel(caller, scope)])
    .map(([scope, level]) => `${scope}: ${level}`);
}
