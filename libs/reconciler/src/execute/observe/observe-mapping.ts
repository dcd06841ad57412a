import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Component } from '@phaseline/model';
import { findMapping } from '../../kinds/event-source-mapping.ts';
import type { MappingFacts } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';
import { sideProof } from './evidence.ts';
import { queueDepth } from './queue-depth.ts';

/** As long as Lambda lets a function work where nothing is said. */
const defaultTimeoutSeconds = 3;
const marginSeconds = 2;

export interface ObservedMapping {
  readonly facts: MappingFacts;
  /** Whether invocations that it began may still be under way. */
  readonly inFlight: boolean;
}

/** @param prove whether what it does is to be judged */
export async function observeMapping(
  component: Component,
  prove: boolean,
  run: SwitchRun,
): Promise<ObservedMapping> {
  const found = await findMapping(run.sides.one(component, 'eventSourceMapping'), run);
  if (!found) return { facts: { state: 'absent' }, inFlight: false };
  if (!consumes(found)) {
    run.watches.forget(`${component}/lambda/enabled`);
    return { facts: { state: 'disabled' }, inFlight: await mayBeInFlight(component, found, run) };
  }
  run.watches.forget(`${component}/lambda/disabled`);
  const proof = prove ? await sideProof(component, 'lambda', 'enabled', run) : 'open';
  const maximumConcurrency = found.ScalingConfig?.MaximumConcurrency;
  return { facts: { state: 'enabled', maximumConcurrency, proof }, inFlight: true };
}

/** On its way it counts as what it comes from. Of one being updated AWS does not say: it may consume. */
function consumes({ State = '' }: EventSourceMappingConfiguration): boolean {
  return ['Enabled', 'Disabling', 'Updating'].includes(State);
}

/** AWS counts no invocations. None is left when nobody holds a message, or when the longest that can be would be over. */
async function mayBeInFlight(
  component: Component,
  { State }: EventSourceMappingConfiguration,
  run: SwitchRun,
): Promise<boolean> {
  if (State !== 'Disabled') return true;
  const watch = run.watches.of(`${component}/lambda/disabled`);
  const timeout =
    run.request.functions?.[component]?.Timeout ??
    run.sides.one(component, 'function').definition.Timeout ??
    defaultTimeoutSeconds;
  if (Date.now() - watch.since > (timeout + marginSeconds) * 1000) return false;
  return (await queueDepth(run.names.queue(component), run)).held > 0;
}
