import {
  type AwsPlace,
  type Component,
  components,
  desiredResources,
  type DesiredState,
  type FunctionArtifact,
  type Resource,
} from '@phaseline/model';
import type { PhaseRequest } from './request.ts';

/** What is released, where that matters. */
type Released = Pick<DesiredState, 'taskDefinitions' | 'functions'>;

/** The desired resources of a request, in the account and region at hand. What is not released is not among them. */
export function desiredFor(request: PhaseRequest, place: AwsPlace, released: Released = {}): Resource[] {
  const { phase, environment, emailFrom, permissionsBoundary, system, settings, domain } = request;
  return desiredResources({
    ...place,
    phase,
    environment,
    emailFrom,
    permissionsBoundary,
    domain,
    ...released,
    ...(system === undefined ? {} : { system }),
    ...(settings === undefined ? {} : { settings }),
  });
}

/** Code that is not at hand: for functions whose code is not what is asked about. */
const noCode = { sha256: '' };

/** Functions of which only the settings are known, by function.json where there is one. */
export function functionsOf({ functions = {} }: Pick<PhaseRequest, 'functions'>) {
  return Object.fromEntries(
    components.map((component): [Component, FunctionArtifact] => [
      component,
      { definition: functions[component] ?? {}, code: noCode },
    ]),
  );
}

/** Services are found by name: what they run does not matter to what is asked about them. */
export function anyTaskDefinitions({ settings }: Pick<PhaseRequest, 'settings'>) {
  const portMappings = [{ containerPort: settings?.apiPort ?? 3000 }];
  return Object.fromEntries(
    components.map((component) => [component, { containerDefinitions: [{ name: component, portMappings }] }]),
  );
}
