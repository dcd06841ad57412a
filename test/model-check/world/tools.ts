import { placements, type Phase } from '@phaseline/model';
import {
  type Actor,
  type ComponentFacts,
  type ComponentStep,
  describeStep,
  type LeaseRecord,
  type Step,
  type SwitchPlan,
} from '@phaseline/reconciler';
import { applyStep } from './apply-step.ts';
import { factsOf, fullConcurrency } from './facts.ts';
import { at, fence, get, ofTool, proof, quality, service, toolNames, toolSize } from './layout.ts';
import { isHeldBy } from './message.ts';
import type { Rules } from './rules.ts';

export interface ToolSetup {
  readonly rules: Rules;
  /** What each of the two tools moves to; one alone where the second is undefined. */
  readonly goals: readonly [Phase, Phase | undefined];
  /** What may be in a function that is published. */
  readonly qualities: readonly number[];
}

type Emit = (label: () => string, next: number[], broken?: string) => void;

/** The time in this world: a lease that has expired did so long ago. */
const now = 1_000_000_000;
/** The number of the lease that is held now; an older one is one less. */
const currentFence = 10;

/** What the two tools do: look and plan, do what was planned, be killed. Planned by `rules.plan`, the real planner unless it is a mutant. */
export function createTools(setup: ToolSetup): (state: readonly number[], emit: Emit) => void {
  const { rules } = setup;
  const steps: Step[] = [];
  const stepIds = new Map<string, number>();
  const plans = new Map<string, { plan: SwitchPlan; ids: number[] }>();
  const idOf = (step: Step): number => {
    const key = `${JSON.stringify(step)}${'maximumConcurrency' in step ? step.maximumConcurrency : ''}`;
    const known = stepIds.get(key);
    if (known !== undefined) return known;
    steps.push(step);
    stepIds.set(key, steps.length);
    return steps.length;
  };

  const planFor = (state: readonly number[], tool: number): { plan: SwitchPlan; ids: number[] } => {
    const held = state.slice(at.messages).some((message) => isHeldBy(message, 'lambda'));
    const own = state.slice(toolAt(tool), toolAt(tool) + toolSize);
    const key = String.fromCharCode(
      tool,
      held ? 1 : 0,
      ...own,
      ...state.slice(0, at.faults),
      ...state.slice(at.holder, at.tools),
    );
    const known = plans.get(key);
    if (known) return known;
    const plan = rules.plan({
      to: goalOf(setup, tool),
      components: factsOf(state),
      lease: leaseOf(state, setup),
      actor: actorOf(state, tool),
      now,
      refusals: [],
      unused: isUsed(setup, tool, state) ? [] : sharedResources.filter((name) => get(state, at[name]) === 1),
      trouble: get(own, ofTool.trouble) === 1 ? 'the smoke test failed' : undefined,
      maximumConcurrency: { 'email-service': fullConcurrency },
    });
    const todo = plan.kind === 'steps' ? plan.steps.filter((step) => step.do !== 'await') : [];
    const planned = { plan, ids: todo.map(idOf) };
    plans.set(key, planned);
    return planned;
  };

  const lookAndPlan = (state: readonly number[], tool: number, emit: Emit): void => {
    const { plan, ids } = planFor(state, tool);
    if (plan.kind === 'done' || plan.kind === 'lost') {
      emit(() => `tool ${toolNames[tool]} ends: ${plan.kind}`, ended(state, tool));
    }
    // A step that failed would fail again; what seemed to fail may have been a machine that had no time.
    if (plan.kind === 'stuck' && get(state, toolAt(tool) + ofTool.trouble) === 0) {
      emit(() => `tool ${toolNames[tool]} fails halfway; its next run begins`, lookingAnew(state, tool));
    }
    const facts = factsOf(state);
    for (const id of ids) {
      const step = steps[id - 1];
      const early = isComponentStep(step) && !rules.mayDo(step, factsFor(facts, step));
      emit(
        () => `tool ${toolNames[tool]} plans: ${step ? describeStep(step) : ''}`,
        state.with(toolAt(tool) + ofTool.planned, id),
        early ? 'what is planned may be done' : undefined,
      );
    }
  };

  const act = (state: readonly number[], tool: number, step: Step, emit: Emit): void => {
    const cleared = state.with(toolAt(tool) + ofTool.planned, 0);
    const label = (): string => `tool ${toolNames[tool]} does: ${describeStep(step)}`;
    const lease = leaseOf(state, setup);
    if (step.do === 'takeLease') {
      const old = get(state, toolAt(tool) + ofTool.fence) === fence.outdated;
      const seen = old ? { fence: currentFence - 1, expiresAt: 0 } : lease;
      const taken = rules.takeLease(lease, seen, step.wish, now);
      if (!taken) return emit(() => `tool ${toolNames[tool]} does not get the lease`, forgotten(state, tool));
      return emit(label, withLease(cleared, tool, taken, setup));
    }
    if (!rules.renewLease(lease, actorOf(state, tool), now)) {
      return emit(() => `tool ${toolNames[tool]} finds that it lost the lease and ends`, ended(state, tool));
    }
    const holds = get(state, toolAt(tool) + ofTool.fence) === fence.current;
    const foul = !holds && rules.judgesHolder ? 'only the holder of the lease acts' : undefined;
    const renewed = holds ? outdating(cleared, tool).with(at.expired, 0) : cleared;
    if (step.do === 'turnBack') {
      const turned = renewed.with(at.turnedBack, 1).with(at.apiTarget, get(state, at.apiFrom));
      return emit(label, turned.with(toolAt(tool) + ofTool.trouble, 0), foul);
    }
    if (step.do === 'releaseLease') {
      return rules.releaseLease(lease, actorOf(state, tool), now)
        ? emit(label, withoutLease(ended(renewed, tool)), foul)
        : emit(label, ended(state, tool), foul);
    }
    if (step.do === 'removeUnused') {
      const stoodOn = servicesLeft(renewed) ? 'nothing is removed that something stands on' : undefined;
      for (const gone of removals(step.resources, renewed)) emit(label, gone, foul ?? stoodOn);
      return;
    }
    if (!isComponentStep(step)) return;
    if (!rules.mayDo(step, factsFor(factsOf(state), step))) {
      return emit(() => `tool ${toolNames[tool]} looks again and leaves: ${describeStep(step)}`, renewed);
    }
    for (const outcome of applyStep(renewed, step, rules, setup.qualities)) {
      const after = outcome.trouble ? outcome.state.with(toolAt(tool) + ofTool.trouble, 1) : outcome.state;
      const undone = !outcome.trouble && !rules.isDone(step, factsFor(factsOf(after), step));
      emit(label, after, foul ?? outcome.broken ?? (undone ? 'a step does what it says' : undefined));
    }
  };

  return (state, emit) => {
    for (const tool of [0, 1]) {
      if (get(state, toolAt(tool) + ofTool.ended) === 1) continue;
      const planned = get(state, toolAt(tool) + ofTool.planned);
      const step = steps[planned - 1];
      if (step) act(state, tool, step, emit);
      else lookAndPlan(state, tool, emit);
      if (get(state, at.kills) > 0 && (step || get(state, toolAt(tool) + ofTool.fence) !== fence.none)) {
        emit(() => `tool ${toolNames[tool]} is killed; its next run begins`, killed(state, tool));
      }
    }
    if (rules.leaseExpires && get(state, at.holder) > 0 && get(state, at.expired) === 0) {
      emit(() => 'the lease expires', state.with(at.expired, 1));
    }
  };
}

export const toolAt = (tool: number): number => at.tools + tool * toolSize;

function goalOf(setup: ToolSetup, tool: number): Phase {
  return (tool === 0 ? undefined : setup.goals[1]) ?? setup.goals[0];
}

function isComponentStep(step: Step | undefined): step is ComponentStep {
  return step !== undefined && 'component' in step && step.do !== 'await';
}

const sharedResources = ['cluster', 'securityGroups'] as const;

/** Whether there will be services, by what the tool moves to, or back to. */
function isUsed(setup: ToolSetup, tool: number, state: readonly number[]): boolean {
  const back = get(state, at.holder) === tool + 1 && get(state, at.turnedBack) === 1;
  if (back) return get(state, at.workerFrom) === 0 || get(state, at.apiFrom) === 0;
  return Object.values(placements[goalOf(setup, tool)]).includes('ecs');
}

/** All of it gone, or one of it where the tool is killed in between. */
function removals(resources: readonly string[], state: readonly number[]): number[][] {
  const named = sharedResources.filter((name) => resources.includes(name));
  const without = (names: readonly (typeof sharedResources)[number][]): number[] =>
    names.reduce((left, name) => left.with(at[name], 0), [...state]);
  return [without(named), ...named.map((name) => without([name]))];
}

function servicesLeft(state: readonly number[]): boolean {
  return [at.service, at.apiService].some((index) => get(state, index) !== service.absent);
}

function factsFor(facts: readonly [ComponentFacts, ComponentFacts], step: ComponentStep): ComponentFacts {
  return step.component === 'order-publisher' ? facts[1] : facts[0];
}

function actorOf(state: readonly number[], tool: number): Actor {
  const known = get(state, toolAt(tool) + ofTool.fence);
  return {
    holder: `tool ${toolNames[tool]}`,
    fence: known === fence.none ? undefined : known === fence.current ? currentFence : currentFence - 1,
  };
}

function leaseOf(state: readonly number[], setup: ToolSetup): LeaseRecord | undefined {
  const released = get(state, at.holder) === 0;
  const holder = released ? 0 : get(state, at.holder) - 1;
  return {
    holder: `tool ${toolNames[holder]}`,
    released,
    fence: currentFence,
    expiresAt: get(state, at.expired) === 1 ? 0 : now + 1000,
    to: goalOf(setup, holder),
    from: {
      'email-service': get(state, at.workerFrom) === 1 ? 'lambda' : 'ecs',
      'order-publisher': get(state, at.apiFrom) === 1 ? 'lambda' : 'ecs',
    },
    turnedBack: get(state, at.turnedBack) === 1 ? 'it failed' : undefined,
  };
}

function withLease(state: readonly number[], tool: number, record: LeaseRecord, setup: ToolSetup): number[] {
  const next = overtaken(outdating(state, tool));
  const back = record.turnedBack !== undefined;
  const apiGoal = placements[goalOf(setup, tool)]['order-publisher'];
  next[at.holder] = tool + 1;
  next[at.expired] = 0;
  next[at.turnedBack] = back ? 1 : 0;
  next[at.workerFrom] = record.from['email-service'] === 'lambda' ? 1 : 0;
  next[at.apiFrom] = record.from['order-publisher'] === 'lambda' ? 1 : 0;
  next[at.apiTarget] = (back ? record.from['order-publisher'] : apiGoal) === 'lambda' ? 1 : 0;
  next[toolAt(tool) + ofTool.fence] = fence.current;
  return next;
}

function withoutLease(state: readonly number[]): number[] {
  const next = overtaken(state);
  for (const field of [at.holder, at.expired, at.turnedBack, at.workerFrom, at.apiFrom, at.apiTarget])
    next[field] = 0;
  return next;
}

/** Whoever knew the number that held until now knows an old one. */
function overtaken(state: readonly number[]): number[] {
  return withFences(state, (known) => (known === fence.current ? fence.stale : known));
}

/** The record is written by `tool`: what the other one has planned by it no longer fits. */
function outdating(state: readonly number[], tool: number): number[] {
  const other = toolAt(1 - tool);
  const taking = get(state, other + ofTool.planned) !== 0 && get(state, other + ofTool.fence) === fence.none;
  return taking ? state.with(other + ofTool.fence, fence.outdated) : [...state];
}

function withFences(state: readonly number[], change: (known: number) => number): number[] {
  const next = [...state];
  for (const tool of [0, 1]) {
    next[toolAt(tool) + ofTool.fence] = change(get(state, toolAt(tool) + ofTool.fence));
  }
  return next;
}

function ended(state: readonly number[], tool: number): number[] {
  const next = forgotten(state, tool);
  next[toolAt(tool) + ofTool.ended] = 1;
  return next;
}

function killed(state: readonly number[], tool: number): number[] {
  const next = forgotten(state, tool);
  next[at.kills] = get(state, at.kills) - 1;
  return next;
}

/** The lease is let go of, and what was seen is not known to the next run. */
function lookingAnew(state: readonly number[], tool: number): number[] {
  const next = forgotten(state, tool).with(at.expired, 1);
  for (const index of [at.serviceProof, at.mappingProof, at.albProof, at.httpApiProof])
    next[index] = proof.open;
  return next;
}

function forgotten(state: readonly number[], tool: number): number[] {
  return state.map((value, index) => (index >= toolAt(tool) && index < toolAt(tool) + toolSize ? 0 : value));
}

/** What a function that nobody doubts has in it. */
export const onlyGood: readonly number[] = [quality.good];
