import type { Principal } from '../service.ts';
import { listOf, type PrincipalElement } from './document.ts';

/** Whether a statement's `Principal` means this caller. */
export function meansPrincipal(element: PrincipalElement, principal: Principal | undefined): boolean {
  if (element === '*') return true;
  if (principal === undefined) return false;
  // AWS takes {"AWS": "*"} for "*": it means services too.
  if (listOf(element.AWS).includes('*')) return true;
  if (principal.kind === 'service') return listOf(element.Service).includes(principal.arn);
  if (principal.kind === 'anonymous') return listOf(element.Federated).includes(principal.arn);
  return listOf(element.AWS).some((name) => namesOf(principal).includes(name));
}

/** Everything a policy may call this caller: itself, its role, its account. */
function namesOf({ arn }: Principal): string[] {
  const account = arn.split(':')[4] ?? '';
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  const names = [arn, account, `arn:aws:iam::${account}:root`];
  return role === undefined ? names : [...names, `arn:aws:iam::${account}:role/${role}`];
}
