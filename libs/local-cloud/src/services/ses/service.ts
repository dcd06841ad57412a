import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { createInbox, findEmails } from './inbox/inbox.ts';
import { createOperations } from './operations/operations.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';
import type { Publish, SesState, StoredEmail } from './state.ts';

export interface SesService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Emails sent to this address, or all, newest first. */
  emails(to?: string): StoredEmail[];
}

/** Simple Email Service v2: emails are stored instead of sent; people read them at `/_cloud/inbox`. */
export function createSesService(
  environment: CloudEnvironment,
  deps: { clock?: Clock; publish?: Publish } = {},
): SesService {
  const state: SesState = {
    environment,
    clock: deps.clock ?? systemClock,
    identities: new Map(),
    configurationSets: new Map(),
    publish: deps.publish ?? (() => undefined),
    emails: [],
    sentByTag: new Map(),
  };
  return {
    signingName: 'ses',
    operations: createOperations(state),
    http: createInbox(state),
    emails: (to = '') => findEmails(state, to),
    snapshot: () => takeSnapshot(state),
    restore: (snapshot) => restoreSnapshot(state, snapshot as Snapshot),
  };
}
