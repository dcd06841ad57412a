import type { Clients } from './aws/clients.ts';

/** What the reconciler says while it works. */
export interface ReconcileEvent {
  /** `<kind>/<name>`; of a phase switch's steps the component. */
  readonly resource: string;
  readonly action: 'created' | 'updated' | 'unchanged' | 'removed' | 'waiting' | 'moving';
  readonly detail?: string;
}

/** What everything that talks to AWS takes last. */
export interface Context {
  readonly clients: Clients;
  /** Ends what is going on. */
  readonly signal?: AbortSignal | undefined;
  readonly report?: ((event: ReconcileEvent) => void) | undefined;
}
