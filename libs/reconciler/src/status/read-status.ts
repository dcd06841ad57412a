import { apiComponent, type Component, components, environmentNames, type Placement } from '@phaseline/model';
import type { Context } from '../context.ts';
import { type Fronts, readFronts } from './read-fronts.ts';
import { readFunctions, type RunningFunction } from './read-functions.ts';
import { readServices, type RunningService } from './read-services.ts';

/** Where one component runs, and what. */
export interface RunningComponent {
  readonly component: Component;
  /** Where it takes work: nowhere, at one place, or at both while it is moved. */
  readonly placements: readonly Placement[];
  readonly service: RunningService | undefined;
  readonly function: RunningFunction | undefined;
}

/** What runs where in one environment. */
export interface EnvironmentStatus {
  readonly components: readonly RunningComponent[];
  readonly fronts: Fronts;
  /** The front that leads to the API where it takes work; undefined where there is none. */
  readonly frontUrl: string | undefined;
}

/**
 * Reads what runs in an environment; an environment that does not exist has no component placed.
 *
 * @throws RangeError when the environment's name is not valid; the AWS error when a call is refused.
 */
export async function readStatus(
  { environment }: { readonly environment: string },
  context: Context,
): Promise<EnvironmentStatus> {
  // Checked before anything is asked.
  environmentNames(environment);
  const [services, functions, fronts] = await Promise.all([
    readServices(environment, context),
    readFunctions(environment, context),
    readFronts(environment, context),
  ]);
  const running = components.map((component): RunningComponent => {
    const service = services.get(component);
    const lambda = functions.get(component);
    const placements: Placement[] = [];
    if ((service?.desiredCount ?? 0) > 0) placements.push('ecs');
    if (lambda && takesWork(component, lambda, fronts)) placements.push('lambda');
    return { component, placements, service, function: lambda };
  });
  const api = running.find(({ component }) => component === apiComponent);
  const { loadBalancer, httpApi } = fronts;
  return {
    components: running,
    fronts,
    frontUrl: api?.placements.includes('ecs') ? (loadBalancer ?? httpApi) : (httpApi ?? loadBalancer),
  };
}

function takesWork(
  component: Component,
  { version, mapping }: RunningFunction,
  { httpApi }: Fronts,
): boolean {
  if (version === undefined) return false;
  return component === apiComponent ? httpApi !== undefined : mapping === 'Enabled' || mapping === 'Enabling';
}
