import {
  type AwsPlace,
  type Component,
  type EventSourceMappingResource,
  type FunctionAliasResource,
  type FunctionArtifact,
  type FunctionResource,
  desiredResources,
  type Resource,
} from '@phaseline/model';

/** The resources that publishing one component as a function is about. */
export interface FunctionRelease {
  readonly lambda: FunctionResource;
  readonly alias: FunctionAliasResource;
  /** Of a worker. */
  readonly mapping: EventSourceMappingResource | undefined;
  /** Its role and its log group. */
  readonly ground: readonly Resource[];
  /** What lets the HTTP API invoke it; of the API. */
  readonly invoked: readonly Resource[];
  readonly queue: Resource | undefined;
}

/** @throws RangeError for an unknown environment */
export function functionReleaseOf(
  component: Component,
  artifact: FunctionArtifact,
  request: {
    place: AwsPlace;
    environment: string;
    system?: string | undefined;
    consume?: boolean | undefined;
  },
): FunctionRelease {
  const { place, environment, system, consume } = request;
  const own = desiredResources({
    ...place,
    phase: 'serverless',
    environment,
    // The address matters to the email identity and to what functions may do, neither of which is released here.
    emailFrom: 'unused@localhost',
    ...(system === undefined ? {} : { system }),
    functions: { [component]: artifact },
  }).filter((resource) => resource.component === component);
  const lambda = own.find((resource) => resource.kind === 'function');
  const alias = own.find((resource) => resource.kind === 'functionAlias');
  if (!lambda || !alias) throw new Error(`${component} has no function in phase serverless`);
  const mapping = own.find((resource) => resource.kind === 'eventSourceMapping');
  return {
    lambda,
    alias,
    mapping: mapping && { ...mapping, enabled: consume },
    ground: own.filter(
      ({ kind, name }) => kind === 'role' || (kind === 'logGroup' && name.startsWith('/aws/lambda/')),
    ),
    invoked: own.filter(({ kind }) => kind === 'httpApi' || kind === 'functionPermission'),
    queue: own.find(({ kind, dependsOn }) => kind === 'queue' && dependsOn.length > 0),
  };
}
