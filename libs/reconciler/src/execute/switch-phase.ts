import { randomUUID } from 'node:crypto';
import { environmentNames } from '@phaseline/model';
import type { Context } from '../context.ts';
import { createEngineScope, type EngineScope } from '../engine/scope.ts';
import type { PhaseRequest } from '../phase/request.ts';
import { openDomain } from './domain.ts';
import { executeSwitch } from './execute-switch.ts';
import { createLeaseStore } from './lease-store.ts';
import { createWatches } from './observe/watch.ts';
import type { SwitchResult } from './outcome.ts';
import { type GivenSwitchSettings, switchSettings } from './settings.ts';
import { sidesOf } from './sides.ts';

export interface SwitchRequest extends PhaseRequest, GivenSwitchSettings {
  /** Who moves the system, for people who wait: a run's URL. */
  readonly holder?: string | undefined;
  /** The deployment that this switch belongs to, noted on every function that goes live for a rollback; one of its own when absent. */
  readonly deployment?: string | undefined;
}

/**
 * Moves an environment's components to where a phase places them: consumers and fronts moved, the other side retired. Everything must be
 * provisioned and released before.
 * @returns what was done; nothing was written where everything is in place
 * @throws SwitchRefused, SwitchWentBack, SwitchHeld or SwitchStuck, as `executeSwitch` says; what AWS answers otherwise
 */
export async function switchPhase(
  request: SwitchRequest,
  context: Context,
  known?: EngineScope,
): Promise<SwitchResult> {
  const scope = known ?? (await createEngineScope(context));
  const names = environmentNames(request.environment);
  const said = new Map<string, string>();
  const run = {
    ...scope,
    request,
    names,
    deployment: request.deployment ?? new Date().toISOString(),
    sides: sidesOf(request, scope.place),
    settings: switchSettings(request),
    domain: request.domain && (await openDomain(request.domain.name, names.prefix, scope)),
    watches: createWatches(Date.now),
    say: (resource: string, detail: string) => {
      if (said.get(resource) === detail) return;
      said.set(resource, detail);
      scope.report({ resource, action: 'waiting', detail });
    },
  };
  // Without the signal: what is written to the lease is written whole.
  const store = createLeaseStore(names.table, scope.clients);
  // Unique: two processes of one user are two holders.
  const holder = `${request.holder ?? 'somebody'} (${randomUUID().slice(0, 8)})`;
  return await executeSwitch(run, { store, holder });
}
