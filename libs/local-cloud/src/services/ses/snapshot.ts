import type { ConfigurationSet, EventDestination, Identity, SesState, StoredEmail } from './state.ts';

type Tags = Readonly<Record<string, string>>;

/** What is kept of SES across a restart, as plain JSON. */
export interface Snapshot {
  readonly identities: readonly (Omit<Identity, 'tags'> & { readonly tags: Tags })[];
  readonly emails: readonly StoredEmail[];
  readonly sentByTag?: Readonly<Record<string, Record<string, number>>>;
  readonly configurationSets?: readonly (Omit<ConfigurationSet, 'tags' | 'destinations'> & {
    readonly tags: Tags;
    readonly destinations: readonly EventDestination[];
  })[];
}

export function takeSnapshot({ identities, emails, sentByTag, configurationSets }: SesState): Snapshot {
  return {
    identities: [...identities.values()].map((one) => ({ ...one, tags: Object.fromEntries(one.tags) })),
    emails,
    sentByTag: Object.fromEntries([...sentByTag].map(([name, counts]) => [name, Object.fromEntries(counts)])),
    configurationSets: [...configurationSets.values()].map((one) => ({
      ...one,
      tags: Object.fromEntries(one.tags),
      destinations: [...one.destinations.values()],
    })),
  };
}

export function restoreSnapshot(state: SesState, snapshot: Snapshot): void {
  const { identities, emails, sentByTag = {}, configurationSets = [] } = snapshot;
  for (const one of identities)
    state.identities.set(one.name, { ...one, tags: new Map(Object.entries(one.tags)) });
  for (const one of configurationSets) {
    state.configurationSets.set(one.name, {
      ...one,
      tags: new Map(Object.entries(one.tags)),
      destinations: new Map(one.destinations.map((destination) => [destination.name, destination])),
    });
  }
  state.emails.push(...emails);
  for (const [name, counts] of Object.entries(sentByTag))
    state.sentByTag.set(name, new Map(Object.entries(counts)));
}
