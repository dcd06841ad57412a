import { type Component, componentTraits } from '../components.ts';
import { functionPermissions, functionTrust } from '../function-permissions.ts';
import type { EventSourceSettings, FunctionDefinition } from '../function/shape.ts';
import type { EventSourceMappingResource, FunctionResource } from '../resource-lambda.ts';
import type { Resource } from '../resource.ts';
import { resourceId, type Scope } from './scope.ts';

/** The alias that everything which invokes a function goes by. */
export const liveAlias = 'live';

/** One function as it is to be released. */
export interface FunctionArtifact {
  /** Rendered. */
  readonly definition: FunctionDefinition;
  readonly code: FunctionResource['code'];
}

/** The role of one component's function, what it may do, and where it logs. */
export function functionGround(component: Component, scope: Scope): Resource[] {
  const { describe, names, place, settings, permissionsBoundary } = scope;
  const role = names.functionRole(component);
  return [
    describe('logGroup', names.functionLogGroup(component), {
      component,
      retentionDays: settings.logRetentionDays,
    }),
    describe('role', role, {
      component,
      trust: functionTrust(place.account),
      managedPolicyArns: [],
      permissionsBoundary,
    }),
    describe('rolePolicy', `${role}/${component}`, {
      component,
      role,
      policyName: component,
      policy: functionPermissions(component, scope),
      dependsOn: [resourceId('role', role)],
    }),
  ];
}

/** One component as a function, and the alias by which it is invoked. */
export function lambdaFunction(component: Component, artifact: FunctionArtifact, scope: Scope): Resource[] {
  const { describe, names, arns } = scope;
  const name = names.function(component);
  const { definition, code } = artifact;
  return [
    describe('function', name, {
      component,
      stage: 'release',
      code,
      definition: {
        ...definition,
        FunctionName: name,
        Role: definition.Role ?? arns.role(names.functionRole(component)),
      },
      dependsOn: [
        resourceId('rolePolicy', `${names.functionRole(component)}/${component}`),
        // Lambda would make it, but keep it for ever.
        resourceId('logGroup', names.functionLogGroup(component)),
      ],
    }),
    describe('functionAlias', `${name}:${liveAlias}`, {
      component,
      stage: 'release',
      function: resourceId('function', name),
      functionName: name,
      alias: liveAlias,
      dependsOn: [resourceId('function', name)],
    }),
  ];
}

/**
 * How a worker's function takes messages from its queue: what function.json says, else the environment's settings.
 * @param options.enabled undefined leaves it as it is
 */
export function eventSource(
  component: Component,
  scope: Scope,
  options: { settings?: EventSourceSettings | undefined; enabled?: boolean; hasFunction: boolean },
): EventSourceMappingResource[] {
  if (componentTraits[component].role !== 'worker') return [];
  const { describe, names, arns, settings } = scope;
  const name = names.function(component);
  const queue = names.queue(component);
  const given = options.settings ?? {};
  return [
    describe('eventSourceMapping', `${name}:${queue}`, {
      component,
      stage: 'switch',
      functionName: name,
      alias: liveAlias,
      queueArn: arns.queue(queue),
      batchSize: given.BatchSize ?? settings.batchSize,
      batchingWindowSeconds: given.MaximumBatchingWindowInSeconds ?? settings.batchingWindowSeconds,
      maximumConcurrency: given.ScalingConfig?.MaximumConcurrency ?? settings.maximumConcurrency,
      responseTypes: given.FunctionResponseTypes ?? ['ReportBatchItemFailures'],
      filters: (given.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => Pattern),
      ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
      dependsOn: [
        resourceId('subscription', queue),
        ...(options.hasFunction ? [resourceId('functionAlias', `${name}:${liveAlias}`)] : []),
      ],
    }),
  ];
}
