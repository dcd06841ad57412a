import { matches } from '@phaseline/local-cloud/policy';
import type { PolicyStatement } from '@phaseline/model';

/** One thing that a policy allows: an action on what one of its resource patterns means. */
export interface Grant {
  readonly action: string;
  readonly pattern: string;
}

/** A permission that the local cloud asked of somebody. */
export interface Asked {
  /** A role's name, or the caller's ARN where it is no role. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** Everything that statements allow, each action on each resource pattern; what they deny is left out. */
export function grantsOf(statements: readonly PolicyStatement[]): Grant[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource = [] }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((pattern) => ({ action, pattern }))),
    );
}

/** Whether what was asked, and allowed, needed the grant. Conditions are not compared: the local cloud has judged them. */
export function isUsed({ action, pattern }: Grant, asked: readonly Asked[]): boolean {
  return asked.some((one) => one.allowed && one.action === action && matches(pattern, one.resource));
}

/** Every permission that was asked of anybody since the cloud started, each once. */
export async function readAsked(cloudUrl: string): Promise<readonly Asked[]> {
  const response = await fetch(`${cloudUrl}/_cloud/permissions`);
  const { permissions } = (await response.json()) as {
    permissions: readonly (Omit<Asked, 'role'> & { readonly principal: string })[];
  };
  return permissions.map(({ principal, action, resource, allowed }) => ({
    role: principal.split(':assumed-role/')[1] ?? principal,
    action,
    resource,
    allowed,
  }));
}
