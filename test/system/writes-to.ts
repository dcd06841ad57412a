import type { LocalCloud } from '@phaseline/local-cloud';
import type { Item } from '@phaseline/local-cloud/inventory';

const reads = /:(Get|List|Describe|BatchGet|Filter|Query|Scan)\w*$|:GET$/;

/**
 * What these roles asked to change of these resources, allowed or not, as `<action> <resource>`: by the ARNs of the calls, in which a resource
 * is known by its name or id.
 */
export async function writesTo(
  { url }: Pick<LocalCloud, 'url'>,
  roles: readonly string[],
  resources: readonly Item[],
): Promise<string[]> {
  const response = await fetch(`${url}/_cloud/permissions`);
  const { permissions } = (await response.json()) as {
    permissions: { principal: string; action: string; resource: string }[];
  };
  const names = new Set(resources.flatMap(namesOf).filter((name) => name !== ''));
  return permissions
    .filter(({ principal }) => roles.some((role) => principal.endsWith(`/${role}`)))
    .filter(({ action }) => !reads.test(action))
    .filter(({ resource }) =>
      resource
        .split(':')
        .slice(5)
        .flatMap(partsOf)
        .some((part) => names.has(part)),
    )
    .map(({ action, resource }) => `${action} ${resource}`);
}

function namesOf({ name, state }: Item): string[] {
  const { ApiId, UUID } = (state ?? {}) as { ApiId?: string; UUID?: string };
  return [name, ...(ApiId === undefined ? [] : [ApiId]), ...(UUID === undefined ? [] : [UUID])];
}

/** `table/x` is `x`, and a log group's name has slashes of its own. */
function partsOf(part: string): string[] {
  return [part, ...part.split('/')];
}
