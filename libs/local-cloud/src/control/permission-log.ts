import type { Permission } from '../api/access.ts';
import type { Principal } from '../service.ts';

/** An IAM permission that somebody was asked for. */
export interface AskedPermission {
  /** The role (`arn:aws:sts::<account>:assumed-role/<role>`, whatever its session), or the caller's ARN. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** The condition keys that the request had, besides those that follow from who asks. */
  readonly values: Values;
  readonly count: number;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

export interface PermissionLog {
  /** What one call asked for; the one that was denied, if any. Those after it were not looked at. */
  add(principal: Principal, wanted: readonly Permission[], denied: Permission | undefined): void;
  /** Each once, in the order in which they were first asked for. */
  list(): AskedPermission[];
  clear(): void;
}

/** Rows kept; what is new beyond that is forgotten. The rows are few: a program asks for the same things again and again. */
const BOUND = 20_000;

/** Who was asked for which permission, and whether they had it: what a policy can be compared with. */
export function createPermissionLog(): PermissionLog {
  const rows = new Map<string, AskedPermission & { count: number }>();
  const roles = new Map<string, string>();
  /** Sessions come and go: what they are called is kept for as many as there are rows. */
  const roleOf = (arn: string): string => {
    let role = roles.get(arn);
    if (role === undefined) {
      if (roles.size >= BOUND) roles.clear();
      roles.set(arn, (role = arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1')));
    }
    return role;
  };
  const note = (principal: string, { action, resource, values }: Permission, allowed: boolean): void => {
    const known = definedOf(values);
    const key = `${principal} ${action} ${resource} ${allowed}${known === none ? '' : JSON.stringify(known)}`;
    const row = rows.get(key);
    if (row) row.count += 1;
    else if (rows.size < BOUND)
      rows.set(key, { principal, action, resource, allowed, values: known, count: 1 });
  };
  return {
    add({ arn }, wanted, denied) {
      const principal = roleOf(arn);
      for (const permission of wanted) {
        note(principal, permission, permission !== denied);
        if (permission === denied) return;
      }
    },
    list: () => [...rows.values()],
    clear: () => rows.clear(),
  };
}

const none: Values = {};

/** Most calls have none: then nothing is made for them. */
function definedOf(values: Permission['values']): Values {
  let known: Record<string, string | readonly string[]> | undefined;
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) (known ??= {})[key] = value;
  }
  return known ?? none;
}
