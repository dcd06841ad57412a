/** Where each number of a state is. Messages follow from `messages` on, a number each. */
export const at = {
  /** Of the worker. Services: see `service.ts`. */
  service: 0,
  scaling: 1,
  serviceProof: 2,
  function: 3,
  quality: 4,
  mapping: 5,
  mappingProof: 6,
  /** Of the API. */
  apiService: 7,
  apiScaling: 8,
  apiFunction: 9,
  apiQuality: 10,
  alb: 11,
  httpApi: 12,
  weight: 13,
  albProof: 14,
  httpApiProof: 15,
  /** Which front the client calls: 0 the load balancer, 1 the HTTP API. */
  caller: 16,
  /** What services stand on together: 1 while it is there. */
  cluster: 17,
  securityGroups: 18,
  /** What may still go wrong. */
  faults: 19,
  kills: 20,
  /** 0 nobody, else the tool's index + 1. */
  holder: 21,
  expired: 22,
  turnedBack: 23,
  /** 0 ecs, 1 lambda. */
  workerFrom: 24,
  apiFrom: 25,
  /** The API's placement that the holder moves to: 0 ecs, 1 lambda. */
  apiTarget: 26,
  /** Two tools, `toolSize` numbers each. */
  tools: 27,
  messages: 35,
} as const;

/** Of one tool, counted from its first number. */
export const ofTool = { ended: 0, planned: 1, fence: 2, trouble: 3 } as const;
export const toolSize = 4;
export const toolNames = ['A', 'B'] as const;

/**
 * What a tool knows of the lease: nothing, the number that holds, or one that no longer does. `outdated`: it is about to take the lease by
 * a record that was written since.
 */
export const fence = { none: 0, current: 1, stale: 2, outdated: 3 } as const;

/**
 * `updated`: a version was published over a good one, which alias `live` still leads to. `trialOf...`: it gets a share of the work, and is
 * what it is; `provenTrial`, `failedTrial`: it has been seen so.
 */
export const functionState = {
  absent: 0,
  published: 1,
  smoked: 2,
  updated: 3,
  trialOfGood: 4,
  trialOfBad: 5,
  provenTrial: 6,
  failedTrial: 7,
} as const;
export const isOnTrial = (state: number): boolean => state >= functionState.trialOfGood;
export const mappingState = { absent: 0, disabled: 1, first: 2, full: 3, unbounded: 4 } as const;
/** What is in a function: decided when it is published, seen by nobody but the world. */
export const quality = { none: 0, good: 1, acksFailures: 2, fails: 3 } as const;
export const proof = { open: 0, good: 1, bad: 2 } as const;
/** Percent that the HTTP API gets, one way (5, 50, 100) and the other (95, 50, 0). */
export const weights = [0, 5, 50, 95, 100] as const;
export const fullWeight = 4;
/** The weight's value where there is no domain. */
export const noDomain = 5;

/** A service: gone, or by desired count and tasks. */
export const service = { absent: 0, idle: 1, stopping: 2, starting: 3, running: 4, draining: 5 } as const;

export const get = (state: readonly number[], index: number): number => state[index] ?? 0;
