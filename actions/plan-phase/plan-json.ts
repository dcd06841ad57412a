import { leafChanges, type PhasePlan } from '@phaseline/reconciler';

/** The plan for other programs: what changes, secrets hidden; what stays as it is only by number. */
export function planJson({ phase, environment, resources, retired, components, cost }: PhasePlan) {
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
      ...retired.map(({ resource, calls }) => ({
        action: 'remove' as const,
        resource: resource.id,
        component: resource.component,
        changes: [],
        calls,
      })),
    ],
  };
}
