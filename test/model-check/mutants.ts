import { planSwitch } from '@phaseline/reconciler';
import { blind, doing, seeing, withoutBarrier, withoutLease, withoutProof, worker } from './faulty-plans.ts';
import { quality } from './world/layout.ts';
import { type Rules, shipped } from './world/rules.ts';
import type { WorldSetup } from './world/world.ts';

/** A fault put into the plan or into what it stands on, and the invariant that must notice. */
export interface Mutant {
  readonly name: string;
  readonly breaks: string;
  readonly rules: Partial<Rules>;
  readonly world?: Partial<WorldSetup>;
}

const broken = { qualities: [quality.acksFailures] };
const backwards = { from: 'hybrid', goals: ['ecs', undefined] } as const;
const toServerless = { from: 'hybrid', goals: ['serverless', undefined] } as const;
const rivals = { goals: ['hybrid', 'ecs'] } as const;

export const mutants: readonly Mutant[] = [
  {
    name: 'stop first: the service is drained before there is a function',
    breaks: 'always a live consumer',
    rules: doing((step) =>
      step.do === 'publishFunction' ? { do: 'drainService', component: worker } : step,
    ),
  },
  {
    name: 'no smoke test: what is published counts as tested',
    breaks: 'no order lost',
    rules: seeing((facts) =>
      facts.function.state === 'published'
        ? { ...facts, function: { ...facts.function, state: 'smoked' } }
        : facts,
    ),
    world: broken,
  },
  {
    name: 'the mapping is enabled before the smoke test',
    breaks: 'no order lost',
    rules: doing((step) =>
      step.do === 'smokeFunction' ? { do: 'enableMapping', component: worker, maximumConcurrency: 2 } : step,
    ),
    world: broken,
  },
  {
    name: 'workers acknowledge before the work',
    breaks: 'no order lost',
    rules: { habit: 'acknowledge, then work' },
  },
  {
    name: 'workers check whether an order is new and act afterwards',
    breaks: 'at most one effect per order and worker',
    rules: { habit: 'check, then act' },
  },
  {
    name: 'two tools without a lease',
    breaks: 'nothing in flight is cut off',
    rules: {
      ...blind,
      plan: withoutLease,
      renewLease: (record) => record,
      releaseLease: (record) => record,
      judgesHolder: false,
    },
    world: rivals,
  },
  {
    name: 'a lease that does not expire',
    breaks: 'the goal is reachable from everywhere',
    rules: { leaseExpires: false },
  },
  {
    name: 'whoever had the lease once goes on acting',
    breaks: 'only the holder of the lease acts',
    rules: { renewLease: (record) => record },
    world: rivals,
  },
  {
    name: 'whoever had the lease once goes on acting, and what comes of it',
    breaks: 'exactly one kind at the end',
    rules: { ...blind, renewLease: (record) => record, judgesHolder: false },
    world: rivals,
  },
  {
    name: 'the lease is taken by a record that was written since',
    breaks: 'the goal is reachable from everywhere',
    rules: { takeLease: (record, _seen, wish, now) => shipped.takeLease(record, record, wish, now) },
    world: { ...rivals, qualities: [quality.good, quality.acksFailures] },
  },
  {
    name: 'the queue is replaced by the one of the new phase',
    breaks: 'no order lost',
    rules: { replacesQueue: true },
  },
  {
    name: 'maxReceiveCount 1',
    breaks: 'no good message in the dead-letter queue',
    rules: { maxReceiveCount: 1 },
  },
  {
    name: 'no MaximumConcurrency: throttled pollers, a low receive count',
    breaks: 'no good message in the dead-letter queue',
    rules: {
      ...doing((step) =>
        'maximumConcurrency' in step ? { ...step, maximumConcurrency: Number.POSITIVE_INFINITY } : step,
      ),
      isDone: () => true,
      maxReceiveCount: 3,
    },
  },
  {
    name: 'no MaximumConcurrency: throttled pollers, maxReceiveCount as it should be',
    breaks: 'no good message in the dead-letter queue',
    rules: {
      ...doing((step) =>
        'maximumConcurrency' in step ? { ...step, maximumConcurrency: Number.POSITIVE_INFINITY } : step,
      ),
      isDone: () => true,
    },
  },
  {
    name: 'the service is drained before both sides consume',
    breaks: 'always a live consumer',
    rules: doing((step) => (step.do === 'enableMapping' ? { do: 'drainService', component: worker } : step)),
  },
  {
    name: 'the service is drained before the function is proven',
    breaks: 'always a live consumer',
    rules: seeing((facts) =>
      facts.role === 'worker' && facts.mapping.state === 'enabled'
        ? { ...facts, mapping: { ...facts.mapping, proof: 'good' } }
        : facts,
    ),
    world: { qualities: [quality.fails] },
  },
  {
    name: 'a service is retired while another component is unproven',
    breaks: 'the goal is reachable from everywhere',
    rules: { plan: withoutBarrier },
    world: {
      from: 'ecs',
      goals: ['serverless', undefined],
      kills: 0,
      faults: 0,
      qualities: [quality.good, quality.fails],
    },
  },
  {
    name: 'the service is drained while autoscaling is on',
    breaks: 'nothing in flight is cut off',
    rules: seeing((facts) =>
      facts.role === 'worker' && facts.mapping.state === 'enabled' && facts.service.state === 'active'
        ? { ...facts, service: { ...facts.service, scaling: 'suspended' } }
        : facts,
    ),
  },
  {
    name: 'backwards, the mapping is disabled before a task runs',
    breaks: 'always a live consumer',
    rules: doing((step) =>
      step.do === 'createService' ? { do: 'disableMapping', component: worker } : step,
    ),
    world: backwards,
  },
  {
    name: 'backwards, the function is removed before in flight is 0',
    breaks: 'nothing in flight is cut off',
    rules: seeing((facts) => ({ ...facts, function: { ...facts.function, inFlight: 0 } })),
    world: backwards,
  },
  {
    name: 'the old front is removed while somebody calls it',
    breaks: 'whoever calls a front is answered',
    rules: seeing((facts) =>
      facts.role === 'api'
        ? {
            ...facts,
            fronts: {
              alb: { ...facts.fronts.alb, quiet: true },
              httpApi: { ...facts.fronts.httpApi, quiet: true },
            },
          }
        : facts,
    ),
    world: toServerless,
  },
  {
    name: 'the weight goes to a front that does not stand yet',
    breaks: 'whoever calls a front is answered',
    rules: doing((step) =>
      step.do === 'createFront' ? { do: 'shiftWeight', component: step.component, httpApiWeight: 5 } : step,
    ),
    world: toServerless,
  },
  {
    name: 'no proof is waited for although work is moved away',
    breaks: 'always a live consumer',
    rules: { plan: withoutProof },
    world: { qualities: [quality.fails] },
  },
  {
    name: 'a live release is not seen behind one that was published over it and fails its smoke test',
    breaks: 'the goal is reachable from everywhere',
    rules: seeing((facts) =>
      facts.function.state === 'published'
        ? { ...facts, function: { ...facts.function, live: false } }
        : facts,
    ),
    world: { from: 'hybrid', updated: true, kills: 0, qualities: [quality.good, quality.acksFailures] },
  },
  {
    name: 'a new version goes live whatever it shows on trial',
    breaks: 'always a live consumer',
    rules: seeing((facts) => ({ ...facts, function: { ...facts.function, trial: 'good' } })),
    world: { from: 'hybrid', updated: true, qualities: [quality.good, quality.fails] },
  },
  {
    name: 'a new version that fails its trial keeps its share of the work',
    breaks: 'the goal is reachable from everywhere',
    rules: doing((step) => (step.do === 'withdrawFunction' ? undefined : step)),
    world: { from: 'hybrid', updated: true, kills: 0, qualities: [quality.good, quality.fails] },
  },
  {
    name: 'the cluster is removed while a service is left',
    breaks: 'nothing is removed that something stands on',
    rules: doing((step) =>
      step.do === 'removeService' ? { do: 'removeUnused', resources: ['cluster'] } : step,
    ),
    world: toServerless,
  },
  {
    name: 'the cluster and the security groups are removed although the move went back',
    breaks: 'nothing is removed that something stands on',
    rules: { plan: (input) => planSwitch({ ...input, unused: ['cluster', 'securityGroups'] }) },
    world: { ...toServerless, qualities: [quality.acksFailures], kills: 0 },
  },
  {
    name: 'what nothing stands on any more is forgotten',
    breaks: 'exactly one kind at the end',
    rules: { plan: (input) => planSwitch({ ...input, unused: [] }) },
    world: toServerless,
  },
  {
    name: 'a failed move does not turn back',
    breaks: 'the goal is reachable from everywhere',
    rules: doing((step) => (step.do === 'turnBack' ? undefined : step)),
    world: { qualities: [quality.good, quality.acksFailures] },
  },
];
