import type { Outcome } from '../api/answer-call.ts';
import { AwsError } from '../service.ts';
import { parseFault, type Fault } from './fault.ts';
import { seededRandom } from './random.ts';

/** A fault that hits the call at hand. */
export interface Strike {
  readonly when: Fault['when'];
  /** What becomes of the call: an error thrown, or no answer. `throttled` is the service's own code for too many calls. */
  strike(throttled: string): Outcome;
}

export interface FaultPlan {
  /** @throws {TypeError} as {@link parseFault}. */
  add(value: unknown): Fault;
  list(): (Fault & { readonly hits: number })[];
  /** Whether there was such a fault. */
  remove(id: string): boolean;
  clear(): void;
  /** The fault for this call, if any hits it. */
  next(service: string, operation: string): Strike | undefined;
}

interface Active {
  readonly fault: Fault;
  readonly random: () => number;
  hits: number;
}

/** The faults now in force, oldest first: the first that hits a call decides. */
export function createFaultPlan(): FaultPlan {
  const active = new Map<string, Active>();
  let serial = 0;
  return {
    add(value) {
      const fault = parseFault(`fault-${serial + 1}`, value);
      serial += 1;
      active.set(fault.id, { fault, random: seededRandom(fault.seed), hits: 0 });
      return fault;
    },
    list: () => [...active.values()].map(({ fault, hits }) => ({ ...fault, hits })),
    remove: (id) => active.delete(id),
    clear: () => active.clear(),
    next(service, operation) {
      for (const entry of active.values()) {
        const { fault } = entry;
        if (fault.service !== undefined && fault.service !== service) continue;
        if (fault.operation !== undefined && fault.operation !== operation) continue;
        if (fault.count !== undefined && entry.hits >= fault.count) continue;
        if (entry.random() >= fault.rate) continue;
        entry.hits += 1;
        return { when: fault.when, strike: (throttled) => strike(fault, throttled) };
      }
      return undefined;
    },
  };
}

function strike(fault: Fault, throttled: string): Outcome {
  if (fault.kind === 'timeout') return { kind: 'hang' };
  if (fault.kind === 'reset') return { kind: 'reset' };
  if (fault.kind === 'throttle') {
    throw new AwsError(throttled, `Rate exceeded (${fault.id} of /_cloud/faults).`);
  }
  const code = fault.status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
  throw new AwsError(code, `Made to fail by ${fault.id} of /_cloud/faults.`, { statusCode: fault.status });
}
