import type { LocalCloud } from '@phaseline/local-cloud';

/** A permission that the local cloud asked of somebody. */
export interface Asked {
  /** A role's name, or the caller's ARN where it is no role. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** Every permission that was asked of anybody since the cloud started, each once. */
export async function readAsked({ url }: Pick<LocalCloud, 'url'>): Promise<readonly Asked[]> {
  const response = await fetch(`${url}/_cloud/permissions`);
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
