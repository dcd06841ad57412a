import {
  at,
  fullWeight,
  functionState,
  get,
  mappingState,
  noDomain,
  proof,
  quality,
  service,
} from './layout.ts';
import { isHeldBy, messageMoves } from './message.ts';
import type { Rules } from './rules.ts';

type Emit = (label: () => string, next: number[]) => void;

/**
 * Everything that happens without a tool: messages, tasks, proofs, scaling, callers.
 * @param overload whether the machine may have no time for a while, so that a good side seems bad: one of the faults
 */
export function worldMoves(
  state: readonly number[],
  { rules, overload }: { rules: Rules; overload: boolean },
  emit: Emit,
): void {
  messagesMove(state, rules, emit);
  workerMoves(state, emit);
  trialMoves(state, at.function, emit);
  trialMoves(state, at.apiFunction, emit);
  apiMoves(state, emit);
  if (overload && get(state, at.faults) > 0) overloadMoves(state, emit);
}

/** What has proven itself fails for a while, and nobody can tell why. */
function overloadMoves(state: readonly number[], emit: Emit): void {
  for (const index of [at.serviceProof, at.mappingProof, at.albProof, at.httpApiProof]) {
    if (get(state, index) !== proof.good) continue;
    const tired = state.with(index, proof.bad).with(at.faults, get(state, at.faults) - 1);
    emit(() => 'a side that was proven fails for a while', tired);
  }
}

function messagesMove(state: readonly number[], rules: Rules, emit: Emit): void {
  const mapping = get(state, at.mapping);
  const lambdaReceives = mapping >= mappingState.first && get(state, at.function) !== functionState.absent;
  const around = {
    ecsReceives: get(state, at.service) === service.running,
    lambdaReceives,
    throttled: lambdaReceives && mapping === mappingState.unbounded,
    quality: get(state, at.quality),
    faultsLeft: get(state, at.faults) > 0,
    habit: rules.habit,
    maxReceiveCount: rules.maxReceiveCount,
  };
  const messages = state.slice(at.messages);
  messages.forEach((message, index) => {
    // Equal messages move alike: one of them is enough.
    if (index > 0 && messages[index - 1] === message) return;
    for (const move of messageMoves(message, around)) {
      const next = [...state];
      if (move.fault) next[at.faults] = get(state, at.faults) - 1;
      next[at.messages + index] = move.next;
      emit(() => `order ${index + 1} ${move.label}`, sortMessages(next));
    }
  });
}

/** Which of the messages is which does not matter. */
function sortMessages(state: number[]): number[] {
  const sorted = state.slice(at.messages).sort((one, other) => one - other);
  return [...state.slice(0, at.messages), ...sorted];
}

function workerMoves(state: readonly number[], emit: Emit): void {
  const held = state.slice(at.messages).some((message) => isHeldBy(message, 'ecs'));
  serviceMoves(state, { name: 'worker', service: at.service, scaling: at.scaling, held }, emit);
  if (get(state, at.service) === service.running && get(state, at.serviceProof) === proof.open) {
    emit(() => 'the service has proven itself', state.with(at.serviceProof, proof.good));
  }
  if (get(state, at.mapping) >= mappingState.first && get(state, at.mappingProof) === proof.open) {
    const good = get(state, at.quality) === quality.good;
    emit(
      () => (good ? 'the function has proven itself' : 'the function is seen to fail'),
      state.with(at.mappingProof, good ? proof.good : proof.bad),
    );
  }
}

/** What a version on trial is it shows, sooner or later. */
function trialMoves(state: readonly number[], index: number, emit: Emit): void {
  const now = get(state, index);
  if (now === functionState.trialOfGood)
    emit(() => 'the new version has proven itself', state.with(index, functionState.provenTrial));
  if (now === functionState.trialOfBad)
    emit(() => 'the new version is seen to fail', state.with(index, functionState.failedTrial));
}

function serviceMoves(
  state: readonly number[],
  part: { name: string; service: number; scaling: number; held: boolean },
  emit: Emit,
): void {
  const now = get(state, part.service);
  const become = (label: string, next: number): void =>
    emit(() => `${part.name}: ${label}`, state.with(part.service, next));
  if (now === service.starting) become('a task runs', service.running);
  if (now === service.stopping && !part.held) become('the last task has drained and ended', service.idle);
  if (now === service.draining) become('the service is gone', service.absent);
  const stopped = now === service.idle || now === service.stopping;
  if (stopped && get(state, part.scaling) === 0) become('autoscaling starts a task', service.starting);
  if (now === service.running && !part.held && get(state, at.faults) > 0) {
    const next = state.with(part.service, service.starting);
    emit(() => `${part.name}: the task crashes`, next.with(at.faults, get(state, at.faults) - 1));
  }
}

function apiMoves(state: readonly number[], emit: Emit): void {
  serviceMoves(state, { name: 'api', service: at.apiService, scaling: at.apiScaling, held: false }, emit);
  const weight = get(state, at.weight);
  const caller = get(state, at.caller);
  // With a domain a client follows the weights, sooner or later. Without one it goes over to the newer address and stays.
  const other = caller === 0 ? at.httpApi : at.alb;
  const follows =
    weight === noDomain
      ? get(state, other) === 1 && isNewer(state, caller)
      : caller === 0
        ? weight > 0
        : weight < fullWeight;
  if (follows) {
    emit(
      () => `the client calls the ${caller === 0 ? 'HTTP API' : 'load balancer'}`,
      state.with(at.caller, 1 - caller),
    );
  }
  frontProof(
    state,
    { front: at.alb, proof: at.albProof, called: weight === noDomain || weight < fullWeight, good: true },
    emit,
  );
  const good = get(state, at.apiQuality) === quality.good;
  const called = weight === noDomain || weight > 0;
  frontProof(state, { front: at.httpApi, proof: at.httpApiProof, called, good }, emit);
}

/** The address that the move in progress has named as the new one. */
function isNewer(state: readonly number[], caller: number): boolean {
  return get(state, at.holder) > 0 && get(state, at.apiTarget) === 1 - caller;
}

function frontProof(
  state: readonly number[],
  part: { front: number; proof: number; called: boolean; good: boolean },
  emit: Emit,
): void {
  if (get(state, part.front) === 0 || !part.called || get(state, part.proof) !== proof.open) return;
  const name = part.front === at.alb ? 'load balancer' : 'HTTP API';
  emit(
    () => `the ${name} ${part.good ? 'has proven itself' : 'is seen to fail'}`,
    state.with(part.proof, part.good ? proof.good : proof.bad),
  );
}
