import type { Component } from '@phaseline/model';
import type { FrontName } from './facts.ts';
import type { LeaseVersion, LeaseWish } from './lease.ts';

/** An idempotent ensure on one component. */
export type ComponentStep = { readonly component: Component } & (
  | { readonly do: 'publishFunction' }
  | { readonly do: 'smokeFunction' }
  | { readonly do: 'tryFunction' }
  | { readonly do: 'promoteFunction' }
  | { readonly do: 'withdrawFunction' }
  | { readonly do: 'enableMapping'; readonly maximumConcurrency: number }
  | { readonly do: 'rampMapping'; readonly maximumConcurrency: number }
  | { readonly do: 'disableMapping' }
  | { readonly do: 'removeMapping' }
  | { readonly do: 'removeFunction' }
  | { readonly do: 'createService' }
  | { readonly do: 'startService' }
  | { readonly do: 'resumeScaling' }
  | { readonly do: 'suspendScaling' }
  | { readonly do: 'drainService' }
  | { readonly do: 'removeService' }
  | { readonly do: 'createFront'; readonly front: FrontName }
  | { readonly do: 'shiftWeight'; readonly httpApiWeight: number }
  | { readonly do: 'removeFront'; readonly front: FrontName }
);

/** What is waited for; nothing is written. */
export type Awaited =
  | 'tasks running'
  | 'proof'
  | 'trial'
  | 'the other components'
  | 'tasks ended'
  | 'in flight 0'
  | 'old front quiet';

export interface AwaitStep {
  readonly do: 'await';
  readonly component: Component;
  readonly what: Awaited;
}

/** A write to the lease. */
export type LeaseStep =
  | { readonly do: 'takeLease'; readonly seen: LeaseVersion | undefined; readonly wish: LeaseWish }
  | { readonly do: 'turnBack'; readonly reason: string }
  | { readonly do: 'releaseLease'; readonly outcome: 'moved' | 'went back' };

/** What no component stands on any more, such as the cluster when none is on ECS; by resource id. */
export interface CleanUpStep {
  readonly do: 'removeUnused';
  readonly resources: readonly string[];
}

export type Step = ComponentStep | AwaitStep | LeaseStep | CleanUpStep;

/** One line for people. */
export function describeStep(step: Step): string {
  switch (step.do) {
    case 'takeLease':
      return `take the lease to move to ${step.wish.to}`;
    case 'turnBack':
      return `turn back: ${step.reason}`;
    case 'releaseLease':
      return `release the lease: ${step.outcome}`;
    case 'removeUnused':
      return `remove what nothing stands on any more: ${step.resources.join(', ')}`;
    case 'await':
      return `${step.component}: wait for ${step.what}`;
    case 'enableMapping':
    case 'rampMapping':
      return `${step.component}: ${step.do} at MaximumConcurrency ${step.maximumConcurrency}`;
    case 'createFront':
    case 'removeFront':
      return `${step.component}: ${step.do} ${step.front}`;
    case 'shiftWeight':
      return `${step.component}: shiftWeight to ${step.httpApiWeight}% HTTP API`;
    case 'publishFunction':
    case 'smokeFunction':
    case 'tryFunction':
    case 'promoteFunction':
    case 'withdrawFunction':
    case 'disableMapping':
    case 'removeMapping':
    case 'removeFunction':
    case 'createService':
    case 'startService':
    case 'resumeScaling':
    case 'suspendScaling':
    case 'drainService':
    case 'removeService':
      return `${step.component}: ${step.do}`;
  }
}
