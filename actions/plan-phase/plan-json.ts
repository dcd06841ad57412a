import { leafChanges, type PhasePlan, unknowns } from '@phaseline/reconciler';

/** The plan for other programs: what changes, secrets hidden; what stays as it is only by number. */
export function planJson(plan: PhasePlan) {
  const { phase, environment, resources, steps, retired, components, cost, unforeseen } = plan;
  return {
    phase,
    environment,
    components,
    monthlyCost: cost,
    kept: resources.filter(({ action }) => action === 'keep').length,
    changes: [
      ...resources
        .filter(({ action }) => action !== 'keep')
        .map(({ resource, action, changes, calls }) => ({
          action,
          resource: resource.id,
          component: resource.component,
          changes: leafChanges(changes),
          calls,
        })),
      ...retired.map((resource) => ({
        action: 'remove' as const,
        resource: resource.id,
        component: resource.component,
        changes: [],
        calls: [],
      })),
    ],
    steps,
    unknown: [...(unforeseen === undefined ? [] : [unforeseen]), ...unknowns(plan)],
  };
}
