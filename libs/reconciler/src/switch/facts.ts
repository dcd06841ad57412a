import type { Component, Placement } from '@phaseline/model';

/**
 * What a side has shown since it began to take work: `open` nothing yet, `good` enough was processed without errors, `bad` errors, growing age
 * or dead letters. `judgeProof` makes it out of counts.
 */
export type Proof = 'open' | 'good' | 'bad';

/** An ECS service as observed. `draining` is ECS's status of a deleted service whose tasks still end; `INACTIVE` is absent. */
export type ServiceFacts =
  | { readonly state: 'absent' }
  | {
      readonly state: 'active';
      readonly desired: number;
      /** Tasks that are running, those included that are being stopped. */
      readonly running: number;
      readonly scaling: 'on' | 'suspended';
      readonly proof: Proof;
    }
  | { readonly state: 'draining'; readonly running: number };

/**
 * A function as observed. `onTrial`: its newest version has passed the smoke test and is invoked by alias `live` now and then, beside the
 * version before it. `smoked`: alias `live` leads to the newest version; only the switch moves it there.
 */
export interface FunctionFacts {
  readonly state: 'absent' | 'published' | 'onTrial' | 'smoked';
  /** Alias `live` leads to a version, the newest or one before it: that is what is invoked. */
  readonly live: boolean;
  /** What the newest version has shown while it is on trial. */
  readonly trial: Proof;
  /** Invocations that have not ended. */
  readonly inFlight: number;
}

/** An event source mapping as observed. Transitional states (`Enabling`, `Disabling`, `Updating`) count as what they come from. */
export type MappingFacts =
  | { readonly state: 'absent' }
  | { readonly state: 'disabled' }
  | { readonly state: 'enabled'; readonly maximumConcurrency: number | undefined; readonly proof: Proof };

export type FrontName = 'alb' | 'httpApi';

/** One front as observed. */
export interface FrontFacts {
  readonly state: 'absent' | 'alive';
  /** No request came in for the configured time. */
  readonly quiet: boolean;
  readonly proof: Proof;
}

/** A component that takes messages from its own queue. */
export interface WorkerFacts {
  readonly role: 'worker';
  readonly component: Component;
  readonly service: ServiceFacts;
  readonly function: FunctionFacts;
  readonly mapping: MappingFacts;
}

/** The component behind the fronts. */
export interface ApiFacts {
  readonly role: 'api';
  readonly component: Component;
  readonly service: ServiceFacts;
  readonly function: FunctionFacts;
  readonly fronts: Readonly<Record<FrontName, FrontFacts>>;
  /** Percent of the domain's answers that name the HTTP API, the rest names the load balancer; undefined without a domain. */
  readonly httpApiWeight: number | undefined;
}

export type ComponentFacts = WorkerFacts | ApiFacts;

/** Where components are placed. */
export type Placements = Readonly<Partial<Record<Component, Placement>>>;

/** Which front serves a placement. */
export const frontOf: Readonly<Record<Placement, FrontName>> = { ecs: 'alb', lambda: 'httpApi' };

/** Percent of the domain's answers that name the front of `placement`; undefined without a domain. */
export function weightOf(facts: ApiFacts, placement: Placement): number | undefined {
  if (facts.httpApiWeight === undefined) return undefined;
  return placement === 'lambda' ? facts.httpApiWeight : 100 - facts.httpApiWeight;
}
