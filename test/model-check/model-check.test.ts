import type { Phase } from '@phaseline/model';
import { describe, expect, test } from 'vitest';
import { describeCounterexample } from './describe.ts';
import { search } from './search.ts';
import { quality } from './world/layout.ts';
import { shipped } from './world/rules.ts';
import { createWorld, type WorldSetup } from './world/world.ts';

const any = [quality.good, quality.acksFailures, quality.fails];
const one = { orders: 1, faults: 1, kills: 1, domain: true, qualities: [quality.good] };
const alone = (goal: Phase): WorldSetup['goals'] => [goal, undefined];

/** All six directions; a second tool, broken functions and no domain where the world stays small. */
const worlds: readonly Omit<WorldSetup, 'rules'>[] = [
  { ...one, from: 'ecs', goals: alone('hybrid'), qualities: any },
  { ...one, from: 'ecs', goals: ['hybrid', 'ecs'] },
  { ...one, from: 'hybrid', goals: alone('ecs') },
  { ...one, from: 'hybrid', goals: alone('serverless'), qualities: any },
  { ...one, from: 'hybrid', goals: alone('serverless'), qualities: any, domain: false },
  { ...one, from: 'serverless', goals: alone('hybrid') },
  { ...one, from: 'ecs', goals: alone('serverless'), domain: false },
  { ...one, from: 'serverless', goals: alone('ecs'), domain: false },
  { ...one, from: undefined, goals: alone('hybrid'), domain: false },
  { ...one, from: undefined, goals: ['serverless', 'serverless'], domain: false },
  {
    ...one,
    from: 'hybrid',
    goals: alone('hybrid'),
    updated: true,
    qualities: any,
  },
  {
    ...one,
    from: 'hybrid',
    goals: ['hybrid', 'hybrid'],
    updated: true,
    kills: 0,
    qualities: [quality.good, quality.fails],
    domain: false,
  },
  { ...one, from: 'hybrid', goals: alone('serverless'), updated: true, qualities: any, domain: false },
  { ...one, from: 'ecs', goals: alone('serverless'), overload: true, kills: 0 },
  { ...one, from: 'serverless', goals: alone('ecs'), overload: true, kills: 0, domain: false },
  { ...one, from: 'hybrid', goals: ['serverless', 'ecs'], faults: 0, kills: 0, domain: false },
];

describe('the plan as it is shipped holds every invariant', () => {
  let states = 0;
  test.for(worlds)(
    '$from to $goals, overload $overload, domain $domain, functions $qualities',
    { timeout: 300_000 },
    (world) => {
      const result = search(createWorld({ ...world, rules: shipped }));
      expect(result.counterexample && describeCounterexample(result.counterexample)).toBeUndefined();
      states += result.states;
    },
  );
  test('and these were enough states', () => {
    console.log(`${states} states`);
    expect(states).toBeGreaterThan(200_000);
  });
});
