import { describe, expect, test } from 'vitest';
import { describeCounterexample } from './describe.ts';
import { mutants } from './mutants.ts';
import { search } from './search.ts';
import { quality } from './world/layout.ts';
import { shipped } from './world/rules.ts';
import { createWorld, type WorldSetup } from './world/world.ts';

/** Small: a fault that needs more than this is named in the mutant. */
const small: Omit<WorldSetup, 'rules'> = {
  from: 'ecs',
  goals: ['hybrid', undefined],
  orders: 1,
  faults: 1,
  kills: 1,
  domain: true,
  qualities: [quality.good],
};

describe('every fault that is put into the plan is found', () => {
  test.for(mutants)('$name', { timeout: 300_000 }, ({ name, breaks, rules, world }) => {
    const { counterexample, states } = search(
      createWorld({ ...small, ...world, rules: { ...shipped, ...rules } }),
    );
    if (!counterexample) throw new Error(`not found in ${states} states: ${name}`);
    const story = describeCounterexample(counterexample);
    if (process.env.TRACES !== undefined) console.log(`${name}\n${story}\n`);
    expect(counterexample.invariant, story).toBe(breaks);
    expect(counterexample.trace.length).toBeGreaterThan(1);
  });
});
