import {
  type AwsPlace,
  type Component,
  components,
  type DesiredState,
  environmentNames,
  type EnvironmentNames,
  placements,
  placeTaskDefinition,
  renderFunction,
  renderTaskDefinition,
  resourceId,
} from '@phaseline/model';
import { registeredRevision } from '../deploy/registered-revision.ts';
import { knownAfterwards } from '../engine/plan.ts';
import type { EngineScope } from '../engine/scope.ts';
import { readFunction } from '../kinds/function.ts';
import { readRevision } from '../kinds/task-definition.ts';
import type { PlanPhaseRequest } from './plan-phase.ts';

/**
 * The task definitions and functions of a plan, rendered with what is known by now; what only a deploy makes (the URL of a queue that
 * is not there) reads as known afterwards. Reads only.
 */
export async function artifactsOf(
  request: PlanPhaseRequest,
  scope: EngineScope,
): Promise<Pick<DesiredState, 'taskDefinitions' | 'functions'>> {
  const names = environmentNames(request.environment);
  const all = components.map(async (component) => ({
    component,
    taskDefinition: await taskDefinitionOf(component, request, names, scope),
    lambda: await functionOf(component, request, names, scope),
  }));
  const made = await Promise.all(all);
  return {
    taskDefinitions: Object.fromEntries(
      made.flatMap(({ component, taskDefinition }) => (taskDefinition ? [[component, taskDefinition]] : [])),
    ),
    functions: Object.fromEntries(
      made.flatMap(({ component, lambda }) => (lambda ? [[component, lambda]] : [])),
    ),
  };
}

async function taskDefinitionOf(
  component: Component,
  { taskDefinitions, images, releases, ...request }: PlanPhaseRequest,
  names: EnvironmentNames,
  scope: EngineScope,
) {
  const release = placements[request.phase][component] === 'ecs' ? releases?.[component] : undefined;
  if (release !== undefined) return (await registeredRevision(release, scope)).definition;
  const template = taskDefinitions?.[component];
  if (template === undefined) return undefined;
  const uri = scope.lookup(resourceId('repository', names.repository(component)), 'uri');
  const image = images?.[component];
  const reference =
    image === undefined
      ? await runningImage(component, names, scope)
      : `${uri ?? names.repository(component)}@${image}`;
  const { environment } = request;
  return renderTaskDefinition({
    template: placeTaskDefinition(template, environment, scope.place),
    values: { ...valuesOf(component, request, names, scope), IMAGE: reference },
    images: { [component]: reference },
  });
}

async function runningImage(component: Component, names: EnvironmentNames, scope: EngineScope) {
  const found = await readRevision(names.family(component), scope);
  const { containerDefinitions = [] } = found?.definition ?? {};
  return containerDefinitions.find(({ name }) => name === component)?.image ?? knownAfterwards;
}

async function functionOf(
  component: Component,
  { functions, codes, ...request }: PlanPhaseRequest,
  names: EnvironmentNames,
  scope: EngineScope,
) {
  const template = functions?.[component];
  if (template === undefined) return undefined;
  const { environment } = request;
  const values = valuesOf(component, request, names, scope);
  const definition = renderFunction({ template, environment, place: scope.place, values });
  const given = codes?.[component];
  const running =
    given === undefined
      ? await readFunction({ name: names.function(component), definition }, scope, 'live')
      : undefined;
  const sha256 = given ?? running?.outputs['codeSha256'] ?? knownAfterwards;
  return { definition, code: { sha256 } };
}

/** The placeholders of task definitions and functions, as `taskDefinitionValues` and publishing fill them. */
function valuesOf(
  component: Component,
  { emailFrom }: { readonly emailFrom: string },
  names: EnvironmentNames,
  { place, lookup }: { readonly place: AwsPlace; readonly lookup: EngineScope['lookup'] },
): Record<string, string> {
  return {
    AWS_ACCOUNT_ID: place.account,
    AWS_REGION: place.region,
    PREFIX: names.prefix,
    ENVIRONMENT: names.environment,
    EMAIL_FROM: emailFrom,
    QUEUE_URL: lookup(resourceId('queue', names.queue(component)), 'url') ?? knownAfterwards,
  };
}
