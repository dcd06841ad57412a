import { awsManagedPolicy } from './aws-managed-policies.ts';
import { noSuchEntity } from './errors.ts';
import type { Iam, ManagedPolicy, OidcProvider, Role } from './records.ts';

/** @throws `NoSuchEntity` */
export function findRole(iam: Iam, name = ''): Role {
  const role = iam.roles.get(name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** A policy of the account's or of AWS's. @throws `NoSuchEntity` */
export function findPolicy(iam: Iam, arn = ''): ManagedPolicy {
  const policy = iam.policies.get(arn) ?? awsManagedPolicy(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}

/** @throws `NoSuchEntity` */
export function findProvider(iam: Iam, arn = ''): OidcProvider {
  const provider = iam.providers.get(arn);
  if (!provider) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}

/** The document of a policy's default version. */
export function defaultDocument({ versions, defaultVersionId }: ManagedPolicy): string {
  return versions.find(({ id }) => id === defaultVersionId)?.document ?? '{"Statement":[]}';
}
