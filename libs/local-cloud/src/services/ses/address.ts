import { badRequest } from './errors.ts';

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.?[^\s@<>",;:]*$/;

/**
 * The bare address of `Name <address>` or `address`, as it was written.
 * @throws BadRequestException in SES's words.
 */
export function bareAddress(written: string): string {
  if (/[\r\n]/.test(written)) throw badRequest('Domain contains control or whitespace');
  const address = (/<([^<>]*)>\s*$/.exec(written)?.[1] ?? written).trim();
  if (!address.includes('@')) throw badRequest("Missing final '@domain'");
  if (!ADDRESS.test(address) || address.length > 320) throw badRequest(`Illegal address: ${written}`);
  return address;
}

/** The identities that would let `address` send: itself, its domain, and the domains above that. */
export function identitiesFor(address: string): string[] {
  const lower = address.toLowerCase();
  const labels = lower.slice(lower.indexOf('@') + 1).split('.');
  return [lower, ...labels.map((_, index) => labels.slice(index).join('.'))];
}
