import type { Iam, ManagedPolicy, OidcProvider, Role } from './records.ts';

/** Records as plain JSON: sets and maps as lists. */
type Kept<T> = {
  [Name in keyof T]: T[Name] extends Map<string, string>
    ? [string, string][]
    : T[Name] extends Set<string>
      ? string[]
      : T[Name];
};

export interface Snapshot {
  readonly roles: Kept<Role>[];
  readonly policies: Kept<ManagedPolicy>[];
  readonly providers: Kept<OidcProvider>[];
}

export function takeSnapshot(iam: Iam): Snapshot {
  return {
    roles: [...iam.roles.values()].map((role) => ({
      ...role,
      attached: [...role.attached],
      inline: [...role.inline],
      tags: [...role.tags],
    })),
    policies: [...iam.policies.values()].map((policy) => ({ ...policy, tags: [...policy.tags] })),
    providers: [...iam.providers.values()].map((provider) => ({ ...provider, tags: [...provider.tags] })),
  };
}

export function restoreSnapshot(iam: Iam, { roles, policies, providers }: Snapshot): void {
  for (const role of roles) {
    iam.roles.set(role.name, {
      ...role,
      // JSON leaves out what is undefined.
      description: role.description,
      boundaryArn: role.boundaryArn,
      lastUsedAt: role.lastUsedAt,
      attached: new Set(role.attached),
      inline: new Map(role.inline),
      tags: new Map(role.tags),
    });
  }
  for (const policy of policies) iam.policies.set(policy.arn, { ...policy, tags: new Map(policy.tags) });
  for (const provider of providers)
    iam.providers.set(provider.arn, { ...provider, tags: new Map(provider.tags) });
}
