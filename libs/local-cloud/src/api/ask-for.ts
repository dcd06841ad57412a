import type { PermissionLog } from '../control/permission-log.ts';
import type { RequestContext, Service } from '../service.ts';
import type { AccessControl, Permission } from './access.ts';
import { resourceValues } from './resource-values.ts';

/** What asking for permissions needs of the cloud. */
export interface Asking {
  readonly services: ReadonlyMap<string, Service>;
  readonly access: AccessControl;
  readonly permissions: PermissionLog;
}

/** Asks for permissions in the caller's name, and logs that they were asked for; answers the first that it does not have. */
export async function askFor(
  asking: Asking,
  signingName: string,
  asked: readonly Permission[],
  context: RequestContext,
): Promise<Permission | undefined> {
  const { principal } = context;
  const wanted = asking.access.looksAtResources(principal)
    ? await withResourceValues(asking, signingName, asked, context)
    : asked;
  const denied = asking.access.findDenied(principal, wanted);
  asking.permissions.add(principal, wanted, denied);
  return denied;
}

/** What the resources say of themselves, where the caller's policies ask for it. */
async function withResourceValues(
  { services }: Asking,
  signingName: string,
  wanted: readonly Permission[],
  context: RequestContext,
): Promise<readonly Permission[]> {
  return await Promise.all(
    wanted.map(async (permission) => ({
      ...permission,
      // What the call itself says comes first: a boundary that is to be put, not the one that is there.
      values: {
        ...(await resourceValues(signingName, permission, services, context)),
        ...definedOf(permission.values),
      },
    })),
  );
}

function definedOf(values: Permission['values'] = {}): NonNullable<Permission['values']> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
