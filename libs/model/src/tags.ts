import type { Component } from './components.ts';

/** The tags of everything we create; what exists under its name without them is adopted and tagged. */
export const tagKeys = {
  system: 'phaseline:system',
  environment: 'phaseline:environment',
  component: 'phaseline:component',
} as const;

/**
 * On a service the task definition, on a function the version that ran before the present release: what a rollback goes back to. On a
 * repository the task definition that ran before the component was moved to Lambda. Not among the tags that are put right: a release
 * writes it.
 */
export const previousTag = 'phaseline:previous';

/** On a service and a function which deployment released what it runs, by the time it began: deployments are in order by it. */
export const deploymentTag = 'phaseline:deployment';

/** The system's name in tags where none is given. */
export const defaultSystem = 'order-system';

export type Tags = Readonly<Record<string, string>>;

/** The tags of a resource of one component, of the environment as a whole, or of one that environments share. */
export function tagsFor(system: string, environment?: string, component?: Component): Tags {
  return {
    [tagKeys.system]: system,
    ...(environment === undefined ? {} : { [tagKeys.environment]: environment }),
    ...(component === undefined ? {} : { [tagKeys.component]: component }),
  };
}
