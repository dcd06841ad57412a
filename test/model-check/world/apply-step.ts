import type { ComponentStep } from '@phaseline/reconciler';
import { fullConcurrency } from './facts.ts';
import {
  at,
  functionState,
  get,
  isOnTrial,
  mappingState,
  proof,
  quality,
  service,
  weights,
} from './layout.ts';
import { dropMessage, isHeldBy } from './message.ts';
import type { Rules } from './rules.ts';

/** How a step ended: every state that it may leave behind. */
export interface Outcome {
  readonly state: number[];
  /** The step failed for good, and the tool knows. */
  readonly trouble?: boolean;
  /** An invariant that doing it broke. */
  readonly broken?: string;
}

/** Does a step to the world. Publishing has several outcomes: what is in a function is not known beforehand. */
export function applyStep(
  before: readonly number[],
  step: ComponentStep,
  rules: Rules,
  qualities: readonly number[],
): Outcome[] {
  const state = [...before];
  const api = step.component === 'order-publisher';
  const serviceAt = api ? at.apiService : at.service;
  const scalingAt = api ? at.apiScaling : at.scaling;
  const functionAt = api ? at.apiFunction : at.function;
  const qualityAt = api ? at.apiQuality : at.quality;
  const desired = [service.starting, service.running].some((one) => one === get(state, serviceAt));
  switch (step.do) {
    case 'publishFunction':
      if (get(state, functionAt) !== functionState.absent) return [{ state }];
      state[functionAt] = functionState.published;
      return qualities.map((one) => ({ state: state.with(qualityAt, one) }));
    case 'smokeFunction':
      if (get(state, functionAt) === functionState.updated) {
        return qualities.map((one) =>
          one === quality.acksFailures
            ? { state, trouble: true }
            : { state: state.with(functionAt, functionState.smoked) },
        );
      }
      if (get(state, qualityAt) === quality.acksFailures) return [{ state, trouble: true }];
      state[functionAt] = functionState.smoked;
      break;
    case 'tryFunction':
      if (get(state, functionAt) !== functionState.updated) break;
      return qualities.map((one) =>
        one === quality.acksFailures
          ? { state, trouble: true }
          : {
              state: state.with(
                functionAt,
                one === quality.good ? functionState.trialOfGood : functionState.trialOfBad,
              ),
            },
      );
    case 'promoteFunction': {
      const bad = [functionState.trialOfBad, functionState.failedTrial].some(
        (one) => one === get(state, functionAt),
      );
      if (!isOnTrial(get(state, functionAt))) break;
      state[functionAt] = functionState.smoked;
      if (bad) state[qualityAt] = quality.fails;
      break;
    }
    case 'withdrawFunction':
      if (isOnTrial(get(state, functionAt))) state[functionAt] = functionState.updated;
      break;
    case 'enableMapping':
    case 'rampMapping':
      if (get(state, at.mapping) <= mappingState.disabled) state[at.mappingProof] = proof.open;
      state[at.mapping] = mappingFor(step.maximumConcurrency);
      if (rules.replacesQueue && step.do === 'enableMapping') return [{ state: withoutMessages(state) }];
      break;
    case 'disableMapping':
      if (get(state, at.mapping) !== mappingState.absent) state[at.mapping] = mappingState.disabled;
      state[at.mappingProof] = proof.open;
      break;
    case 'removeMapping':
      state[at.mapping] = mappingState.absent;
      state[at.mappingProof] = proof.open;
      break;
    case 'removeFunction':
      if (!api && get(state, functionAt) !== functionState.absent && holds(state, 'lambda')) {
        return [{ state, broken: 'nothing in flight is cut off' }];
      }
      state[functionAt] = functionState.absent;
      state[qualityAt] = quality.none;
      break;
    case 'createService':
      if (get(state, serviceAt) === service.absent) {
        // The release makes services. Where somebody has removed what they stand on since, there is none to start.
        if (get(state, at.cluster) + get(state, at.securityGroups) < 2) return [{ state, trouble: true }];
        state[serviceAt] = service.idle;
        state[scalingAt] = 1;
        if (!api) state[at.serviceProof] = proof.open;
      }
      break;
    case 'startService':
      if (!desired) state[serviceAt] = service.starting;
      if (!desired && !api) state[at.serviceProof] = proof.open;
      break;
    case 'resumeScaling':
      state[scalingAt] = 0;
      break;
    case 'suspendScaling':
      state[scalingAt] = 1;
      break;
    case 'drainService':
      if (desired) state[serviceAt] = service.stopping;
      break;
    case 'removeService':
      if (get(state, serviceAt) === service.absent) break;
      if (!api && holds(state, 'ecs')) return [{ state, broken: 'nothing in flight is cut off' }];
      state[serviceAt] = service.draining;
      break;
    case 'createFront':
      state[step.front === 'alb' ? at.alb : at.httpApi] = 1;
      break;
    case 'shiftWeight':
      state[at.weight] = weights.findIndex((weight) => weight === step.httpApiWeight);
      state[at.albProof] = proof.open;
      state[at.httpApiProof] = proof.open;
      break;
    case 'removeFront':
      state[step.front === 'alb' ? at.alb : at.httpApi] = 0;
      state[step.front === 'alb' ? at.albProof : at.httpApiProof] = proof.open;
      break;
  }
  return [{ state }];
}

function mappingFor(maximumConcurrency: number): number {
  if (!Number.isFinite(maximumConcurrency)) return mappingState.unbounded;
  return maximumConcurrency === fullConcurrency ? mappingState.full : mappingState.first;
}

function holds(state: readonly number[], placement: 'ecs' | 'lambda'): boolean {
  return state.slice(at.messages).some((message) => isHeldBy(message, placement));
}

function withoutMessages(state: readonly number[]): number[] {
  return state.map((value, index) => (index < at.messages ? value : dropMessage(value)));
}
