import { apiComponent, type Domain, environmentNames, type Phase, placements } from '@phaseline/model';
import type { EngineScope } from '../engine/scope.ts';
import { openDomain } from '../execute/domain.ts';

/**
 * Removes an environment's records of a domain, before what they lead to; of one phase, the record of the front that it places. What others
 * have there stays, and so does the zone.
 */
export async function removeRecords(
  domain: Domain,
  { environment, phase }: { readonly environment: string; readonly phase?: Phase | undefined },
  scope: EngineScope,
): Promise<void> {
  const { prefix } = environmentNames(environment);
  const divided = await openDomain(domain.name, prefix, scope, 'leave');
  for (const placement of await divided.readRecords()) {
    if (phase !== undefined && placements[phase][apiComponent] !== placement) continue;
    await divided.withdraw(placement);
    const front = placement === 'ecs' ? 'load balancer' : 'HTTP API';
    scope.report({ resource: `record/${domain.name}`, action: 'removed', detail: `to the ${front}` });
  }
}
