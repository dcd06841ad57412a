import { type AwsPlace, desiredResources, type DesiredState, type Resource } from '@phaseline/model';
import type { PhaseRequest } from './request.ts';

/** The desired resources of a request, in the account and region at hand. */
export function desiredFor(
  request: PhaseRequest,
  place: AwsPlace,
  taskDefinitions: DesiredState['taskDefinitions'] = {},
): Resource[] {
  const { phase, environment, emailFrom, system, settings } = request;
  return desiredResources({
    ...place,
    phase,
    environment,
    emailFrom,
    taskDefinitions,
    ...(system === undefined ? {} : { system }),
    ...(settings === undefined ? {} : { settings }),
  });
}
