import type { Component } from './components.ts';

/** Where every component is placed, from containers to functions. */
export const phases = ['ecs', 'hybrid', 'serverless'] as const;

export type Phase = (typeof phases)[number];

export type Placement = 'ecs' | 'lambda';

/** Which placement each component has in each phase. */
export const placements: Readonly<Record<Phase, Readonly<Record<Component, Placement>>>> = {
  ecs: {
    'order-publisher': 'ecs',
    'email-service': 'ecs',
    'inventory-service': 'ecs',
    'analytics-service': 'ecs',
  },
  hybrid: {
    'order-publisher': 'ecs',
    'email-service': 'lambda',
    'inventory-service': 'lambda',
    'analytics-service': 'lambda',
  },
  serverless: {
    'order-publisher': 'lambda',
    'email-service': 'lambda',
    'inventory-service': 'lambda',
    'analytics-service': 'lambda',
  },
};

/**
 * Reads a phase by its name or its number (`ecs` or `1`, `hybrid` or `2`, `serverless` or `3`).
 * @throws RangeError naming the value and what is expected.
 */
export function parsePhase(value: string): Phase {
  const phase = phases.find((name, index) => value === name || value === String(index + 1));
  if (phase) return phase;
  throw new RangeError(
    `unknown phase ${JSON.stringify(value)}: expected ecs, hybrid, serverless or their numbers 1, 2, 3`,
  );
}
