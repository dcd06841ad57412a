import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { createInbox, findEmails } from './inbox/inbox.ts';
import { createOperations } from './operations/operations.ts';
import type { Identity, SesState, StoredEmail } from './state.ts';

export interface SesService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Emails sent to this address, or all, newest first. */
  emails(to?: string): StoredEmail[];
}

interface Snapshot {
  readonly identities: (Omit<Identity, 'tags'> & { readonly tags: Record<string, string> })[];
  readonly emails: StoredEmail[];
  readonly sentByTag?: Record<string, Record<string, number>>;
}

/** Simple Email Service v2: emails are stored instead of sent; people read them at `/_cloud/inbox`. */
export function createSesService(environment: CloudEnvironment, deps: { clock?: Clock } = {}): SesService {
  const state: SesState = {
    environment,
    clock: deps.clock ?? systemClock,
    identities: new Map(),
    emails: [],
    sentByTag: new Map(),
  };
  return {
    signingName: 'ses',
    operations: createOperations(state),
    http: createInbox(state),
    emails: (to = '') => findEmails(state, to),
    snapshot: (): Snapshot => ({
      identities: [...state.identities.values()].map((identity) => ({
        ...identity,
        tags: Object.fromEntries(identity.tags),
      })),
      emails: state.emails,
      sentByTag: Object.fromEntries(
        [...state.sentByTag].map(([name, counts]) => [name, Object.fromEntries(counts)]),
      ),
    }),
    restore(snapshot) {
      const { identities, emails, sentByTag = {} } = snapshot as Snapshot;
      for (const identity of identities) {
        state.identities.set(identity.name, { ...identity, tags: new Map(Object.entries(identity.tags)) });
      }
      state.emails.push(...emails);
      for (const [name, counts] of Object.entries(sentByTag)) {
        state.sentByTag.set(name, new Map(Object.entries(counts)));
      }
    },
  };
}
