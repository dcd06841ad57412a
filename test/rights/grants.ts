import { conditionHolds, matches } from '@phaseline/local-cloud/policy';
import type { PolicyStatement } from '@phaseline/model';

/** One thing that a policy allows: an action on what one of its resource patterns means, under its statement's condition. */
export interface Grant {
  readonly sid: string | undefined;
  readonly action: string;
  readonly pattern: string;
  readonly condition: PolicyStatement['Condition'];
}

/** A permission that the local cloud asked of somebody. */
export interface Asked {
  /** A role's name, or the caller's ARN where it is no role. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** The condition keys of the request. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

/** Everything that statements allow, each action on each resource pattern; what they deny is left out. */
export function grantsOf(statements: readonly PolicyStatement[]): Grant[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Sid, Action, Resource = [], Condition }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource].flat().map((pattern) => ({ sid: Sid, action, pattern, condition: Condition })),
        ),
    );
}

/** Whether what was asked, and allowed, needed the grant. */
export function isUsed(grant: Grant, asked: readonly Asked[]): boolean {
  return asked.some(
    (one) => one.allowed && isAbout(grant, one) && conditionHolds(grant.condition, one.values),
  );
}

/** Whether somebody was refused something for nothing but the grant's condition. */
export function heldBack(grant: Grant, asked: readonly Asked[]): boolean {
  return asked.some(
    (one) => !one.allowed && isAbout(grant, one) && !conditionHolds(grant.condition, one.values),
  );
}

/** What of the grant's condition never held of anything that was allowed: each value of each key, as `<key> <value>`. */
export function unmetValues(grant: Grant, asked: readonly Asked[]): string[] {
  const used = asked.filter((one) => one.allowed && isAbout(grant, one));
  return Object.entries(grant.condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, wanted]) =>
      [wanted]
        .flat()
        .filter(
          (value) =>
            !used.some(
              ({ values }) =>
                values[key] !== undefined && conditionHolds({ [operator]: { [key]: value } }, values),
            ),
        )
        .map((value) => `${key} ${value}`),
    ),
  );
}

function isAbout({ action, pattern }: Grant, asked: Asked): boolean {
  return asked.action === action && matches(pattern, asked.resource);
}

/** Every permission that was asked of anybody since the cloud started, each once. */
export async function readAsked(cloudUrl: string): Promise<readonly Asked[]> {
  const response = await fetch(`${cloudUrl}/_cloud/permissions`);
  const { permissions } = (await response.json()) as {
    permissions: readonly (Omit<Asked, 'role'> & { readonly principal: string })[];
  };
  return permissions.map(({ principal, action, resource, allowed, values }) => ({
    role: principal.split(':assumed-role/')[1] ?? principal,
    action,
    resource,
    allowed,
    values,
  }));
}
