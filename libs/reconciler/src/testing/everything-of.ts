import {
  type AwsPlace,
  components,
  desiredResources,
  type Domain,
  type FunctionArtifact,
  type Phase,
  type Resource,
} from '@phaseline/model';
import { functionOf } from './function.ts';
import { taskDefinitionOf } from './task-definition.ts';

/** Everything of an environment, in both placements unless others are named, without tasks: there is no image to run. */
export function everythingOf(
  environment: string,
  place: AwsPlace,
  options: {
    permissionsBoundary?: string | undefined;
    phases?: readonly Phase[];
    domain?: Domain | undefined;
  } = {},
): Resource[] {
  const { permissionsBoundary, phases = ['ecs', 'serverless'], domain } = options;
  const state = {
    ...place,
    environment,
    emailFrom: `orders@${environment}.example.com`,
    permissionsBoundary,
    domain,
    settings: { pointInTimeRecovery: true },
    taskDefinitions: Object.fromEntries(
      components.map((component) => [component, taskDefinitionOf(component, environment, place)]),
    ),
    functions: Object.fromEntries(components.map((component) => [component, reserved(functionOf())])),
  };
  const all = phases.flatMap((phase) => desiredResources({ ...state, phase }));
  return [...new Map(all.map((resource) => [resource.id, resource])).values()].map((resource) => {
    if (resource.kind === 'service') return { ...resource, initialCount: 0 };
    return resource.kind === 'scalableTarget' ? { ...resource, min: 0 } : resource;
  });
}

/** With a share of the account's concurrency, which is a call of its own. */
function reserved({ definition, code }: FunctionArtifact): FunctionArtifact {
  return { definition: { ...definition, ReservedConcurrentExecutions: 5 }, code };
}
