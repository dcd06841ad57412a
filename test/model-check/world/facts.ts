import type { ComponentFacts, FunctionFacts, MappingFacts, Proof, ServiceFacts } from '@phaseline/reconciler';
import { at, functionState, get, mappingState, noDomain, proof, service, weights } from './layout.ts';
import { isHeldBy } from './message.ts';

/** The MaximumConcurrency of a proven mapping in this world. */
export const fullConcurrency = 10;

const proofs: readonly Proof[] = ['open', 'good', 'bad'];
const trial = 'onTrial';
const functionStates = ['absent', 'published', 'smoked', 'published', trial, trial, trial, trial] as const;

/** What a tool that looks now sees. Handlers and what is in a function are not seen, only what AWS tells. */
export function factsOf(state: readonly number[]): readonly [ComponentFacts, ComponentFacts] {
  const lambdaHolds = state.slice(at.messages).some((message) => isHeldBy(message, 'lambda'));
  return [
    {
      role: 'worker',
      component: 'email-service',
      service: serviceFacts(get(state, at.service), get(state, at.scaling), get(state, at.serviceProof)),
      function: functionFacts(get(state, at.function), lambdaHolds ? 1 : 0),
      mapping: mappingFacts(get(state, at.mapping), get(state, at.mappingProof)),
    },
    {
      role: 'api',
      component: 'order-publisher',
      service: serviceFacts(get(state, at.apiService), get(state, at.apiScaling), proof.open),
      function: functionFacts(get(state, at.apiFunction), 0),
      fronts: {
        alb: frontFacts(state, at.alb, at.albProof, 0),
        httpApi: frontFacts(state, at.httpApi, at.httpApiProof, 1),
      },
      httpApiWeight: weightFacts(get(state, at.weight)),
    },
  ];
}

function serviceFacts(state: number, suspended: number, shown: number): ServiceFacts {
  if (state === service.absent) return { state: 'absent' };
  if (state === service.draining) return { state: 'draining', running: 1 };
  return {
    state: 'active',
    desired: state === service.starting || state === service.running ? 1 : 0,
    running: state === service.running || state === service.stopping ? 1 : 0,
    scaling: suspended === 1 ? 'suspended' : 'on',
    proof: proofs[shown] ?? 'open',
  };
}

function functionFacts(state: number, inFlight: number): FunctionFacts {
  const shown =
    state === functionState.provenTrial ? 'good' : state === functionState.failedTrial ? 'bad' : 'open';
  return {
    state: functionStates[state] ?? 'absent',
    live: state >= functionState.smoked,
    trial: shown,
    inFlight,
  };
}

function mappingFacts(state: number, shown: number): MappingFacts {
  if (state === mappingState.absent) return { state: 'absent' };
  if (state === mappingState.disabled) return { state: 'disabled' };
  const concurrency = state === mappingState.first ? 2 : fullConcurrency;
  return {
    state: 'enabled',
    maximumConcurrency: state === mappingState.unbounded ? undefined : concurrency,
    proof: proofs[shown] ?? 'open',
  };
}

function frontFacts(state: readonly number[], front: number, shown: number, caller: number) {
  return {
    state: get(state, front) === 1 ? ('alive' as const) : ('absent' as const),
    quiet: get(state, at.caller) !== caller,
    proof: proofs[get(state, shown)] ?? 'open',
  };
}

function weightFacts(weight: number): number | undefined {
  return weight === noDomain ? undefined : weights[weight];
}

/** Whether the function has been smoke-tested. */
export function isSmoked(state: number): boolean {
  return state === functionState.smoked;
}
