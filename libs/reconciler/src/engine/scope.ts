import type { Resource } from '@phaseline/model';
import { findPlace } from '../aws/place.ts';
import type { AwsPlace } from '@phaseline/model';
import type { Context } from '../context.ts';
import type { KindScope, Outputs } from './kind.ts';

/** A scope in which resources are reconciled, and what they have given as outputs so far. */
export interface EngineScope extends KindScope {
  readonly outputs: Map<string, Outputs>;
  readonly report: NonNullable<Context['report']>;
}

/** Finds out where the credentials lead to and makes a scope of it. */
export async function createEngineScope(context: Context, known?: AwsPlace): Promise<EngineScope> {
  const { clients, signal } = context;
  const options = signal === undefined ? {} : { abortSignal: signal };
  const report = context.report ?? (() => undefined);
  const outputs = new Map<string, Outputs>();
  const noted = new Map<string, string>();
  return {
    clients,
    signal,
    options,
    report,
    outputs,
    place: known ?? (await findPlace(clients, options)),
    lookup: (id, output) => outputs.get(id)?.[output] || undefined,
    note: ({ id }: Resource, detail) => {
      // Said once, however often it is seen.
      if (noted.get(id) === detail) return;
      noted.set(id, detail);
      report({ resource: id, action: 'waiting', detail });
    },
  };
}
