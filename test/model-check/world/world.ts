import { type Phase, placements } from '@phaseline/model';
import type { Model } from '../search.ts';
import {
  at,
  fullWeight,
  functionState,
  get,
  isOnTrial,
  mappingState,
  noDomain,
  ofTool,
  quality,
  service,
} from './layout.ts';
import { isFinished, messageViolation, packMessage, place } from './message.ts';
import type { Rules } from './rules.ts';
import { worldMoves } from './surroundings.ts';
import { createTools, toolAt } from './tools.ts';

export interface WorldSetup {
  readonly rules: Rules;
  /** Undefined: there is nothing yet. */
  readonly from: Phase | undefined;
  /** The worker's function, where there is one, was published anew. */
  readonly updated?: boolean;
  /** A side that was proven may fail later, on a machine that has no time: one of the faults. */
  readonly overload?: boolean;
  /** What the two tools move to; the second may want something else, or not be there. */
  readonly goals: readonly [Phase, Phase | undefined];
  readonly orders: number;
  /** Crashes, slow handlers and failing invocations, together. */
  readonly faults: number;
  /** Tool kills. */
  readonly kills: number;
  readonly domain: boolean;
  readonly qualities: readonly number[];
}

/** One worker with its queue, the API with its fronts, clients, two tools and the lease. */
export function createWorld(setup: WorldSetup): Model {
  const tools = createTools(setup);
  return {
    initial: initialState(setup),
    next(state, emit) {
      worldMoves(state, { rules: setup.rules, overload: setup.overload === true }, emit);
      tools(state, emit);
    },
    violation: (state) => violation(state, setup.from !== undefined),
    isGoal: (state) => isOver(state) && state.slice(at.messages).every(isFinished),
  };
}

function initialState(setup: WorldSetup): number[] {
  const state = Array.from({ length: at.messages }, () => 0);
  if (setup.from === undefined) return withBudget(state, setup);
  const phase = placements[setup.from];
  const worker = phase['email-service'] === 'lambda';
  const api = phase['order-publisher'] === 'lambda';
  state[at.service] = worker ? service.absent : service.running;
  state[at.function] = worker
    ? setup.updated === true
      ? functionState.updated
      : functionState.smoked
    : functionState.absent;
  state[at.quality] = worker ? quality.good : quality.none;
  state[at.mapping] = worker ? mappingState.full : mappingState.absent;
  state[at.apiService] = api ? service.absent : service.running;
  state[at.apiFunction] = api ? functionState.smoked : functionState.absent;
  state[at.apiQuality] = api ? quality.good : quality.none;
  state[at.alb] = api ? 0 : 1;
  state[at.httpApi] = api ? 1 : 0;
  state[at.caller] = api ? 1 : 0;
  state[at.weight] = setup.domain ? (api ? fullWeight : 0) : noDomain;
  return withBudget(state, setup);
}

/** A domain without records counts as naming the front that is not wanted: nothing here. */
function withBudget(state: number[], setup: WorldSetup): number[] {
  if (setup.from === undefined) state[at.weight] = noDomain;
  state[at.faults] = setup.faults;
  // As it was, or as the stage before the switch has made it.
  const ecs = [setup.from, ...setup.goals].some(
    (phase) => phase !== undefined && Object.values(placements[phase]).includes('ecs'),
  );
  state[at.cluster] = state[at.securityGroups] = ecs ? 1 : 0;
  state[at.kills] = setup.kills;
  if (setup.goals[1] === undefined) state[toolAt(1) + ofTool.ended] = 1;
  const order = packMessage({ place: place.unsent, receives: 0, effects: 0, hands: [0, 0] });
  return [...state, ...Array.from({ length: setup.orders }, () => order)];
}

/** @param lives whether there was something from the beginning on */
function violation(state: readonly number[], lives: boolean): string | undefined {
  for (const message of state.slice(at.messages)) {
    const broken = messageViolation(message);
    if (broken !== undefined) return broken;
  }
  const unfinished = toolsEnded(state) && !isOver(state);
  if (unfinished) return 'exactly one kind at the end';
  if (!lives) return undefined;
  if (!serviceLives(get(state, at.service)) && !mappingLives(state)) return 'always a live consumer';
  if (get(state, at.caller) === 0 && !albAnswers(state)) return 'whoever calls a front is answered';
  if (get(state, at.caller) === 1 && !httpApiAnswers(state)) return 'whoever calls a front is answered';
  return undefined;
}

/** ECS starts a task again by itself, so what counts is that one is wanted. */
const serviceLives = (now: number): boolean => now === service.running || now === service.starting;

function mappingLives(state: readonly number[]): boolean {
  const usable = get(state, at.quality) === quality.good && get(state, at.function) !== functionState.absent;
  return usable && get(state, at.mapping) >= mappingState.first;
}

const albAnswers = (state: readonly number[]): boolean =>
  get(state, at.alb) === 1 && serviceLives(get(state, at.apiService));

const httpApiAnswers = (state: readonly number[]): boolean =>
  get(state, at.httpApi) === 1 && get(state, at.apiFunction) !== functionState.absent;

const toolsEnded = (state: readonly number[]): boolean =>
  [0, 1].every((tool) => get(state, toolAt(tool) + ofTool.ended) === 1);

/** Both tools have ended, nobody holds the lease, and every component is on one side with nothing left of the other. */
function isOver(state: readonly number[]): boolean {
  if (!toolsEnded(state) || get(state, at.holder) > 0) return false;
  if (isOnTrial(get(state, at.function)) || isOnTrial(get(state, at.apiFunction))) return false;
  const onLambda = mappingLives(state) && get(state, at.service) === service.absent;
  const functionGone = get(state, at.function) === functionState.absent;
  const onEcs =
    serviceLives(get(state, at.service)) && functionGone && get(state, at.mapping) === mappingState.absent;
  const apiOnLambda = httpApiAnswers(state) && get(state, at.apiService) + get(state, at.alb) === 0;
  const apiOnEcs = albAnswers(state) && get(state, at.apiFunction) + get(state, at.httpApi) === 0;
  const shared = get(state, at.cluster) + get(state, at.securityGroups);
  const isShared = onEcs || apiOnEcs ? shared === 2 : shared === 0;
  return onLambda !== onEcs && apiOnLambda !== apiOnEcs && isShared;
}
