import { type Component, componentTraits } from '../components.ts';
import type { Resource, ServiceResource } from '../resource.ts';
import type { TaskDefinition } from '../task-definition/shape.ts';
import { resourceId, type Scope } from './scope.ts';

/** One component as an ECS service: what it runs and how it is rolled out. */
export function ecsService(
  component: Component,
  definition: TaskDefinition,
  scope: Scope,
): [taskDefinition: Resource, service: Resource] {
  const { describe, names } = scope;
  const taskDefinition = resourceId('taskDefinition', names.family(component));
  const securityGroup = resourceId('securityGroup', names.taskSecurityGroup);
  const loadBalancing = behindFront(component, definition, scope);
  return [
    describe('taskDefinition', names.family(component), {
      component,
      stage: 'release',
      definition,
      dependsOn: [
        resourceId('role', names.executionRole),
        resourceId('rolePolicy', `${names.taskRole(component)}/${component}`),
        resourceId('logGroup', names.logGroup(component)),
      ],
    }),
    describe('service', names.service(component), {
      component,
      stage: 'release',
      cluster: names.cluster,
      taskDefinition,
      securityGroup,
      initialCount: componentTraits[component].tasks.min,
      // Never fewer than wanted, at most twice as many: a rollout takes nothing away before it has added.
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      ...(loadBalancing && { loadBalancing }),
      dependsOn: [
        resourceId('cluster', names.cluster),
        taskDefinition,
        securityGroup,
        // ECS refuses a target group that no listener leads to.
        ...(loadBalancing
          ? [
              loadBalancing.targetGroup,
              resourceId('listener', `${names.loadBalancer}:${scope.domain ? 443 : 80}`),
            ]
          : [resourceId('subscription', names.queue(component))]),
      ],
    }),
  ];
}

function behindFront(
  component: Component,
  definition: TaskDefinition,
  { names, settings }: Scope,
): ServiceResource['loadBalancing'] {
  if (componentTraits[component].role !== 'api') return undefined;
  const containers = definition.containerDefinitions ?? [];
  const container = containers.find(({ portMappings }) =>
    portMappings?.some(({ containerPort }) => containerPort === settings.apiPort),
  );
  if (container?.name === undefined) {
    throw new Error(
      `task definition of ${component}: no container maps port ${settings.apiPort}, which the load balancer leads to; ` +
        `containers are ${containers.map(({ name }) => name).join(', ') || 'none'}`,
    );
  }
  return {
    targetGroup: resourceId('targetGroup', names.targetGroup),
    container: container.name,
    port: settings.apiPort,
    gracePeriodSeconds: 60,
  };
}

/** How the number of one component's tasks follows its load. */
export function ecsScaling(component: Component, scope: Scope, hasService: boolean): Resource[] {
  const { describe, names, settings } = scope;
  const service = names.service(component);
  const scaled = `service/${names.cluster}/${service}`;
  const traits = componentTraits[component];
  return [
    describe('scalableTarget', scaled, {
      component,
      stage: 'switch',
      resourceId: scaled,
      ...traits.tasks,
      dependsOn: [
        resourceId('cluster', names.cluster),
        ...(hasService ? [resourceId('service', service)] : []),
      ],
    }),
    describe('scalingPolicy', `${service}-load`, {
      component,
      stage: 'switch',
      policyName: `${service}-load`,
      resourceId: scaled,
      // The API by CPU: what one task can take is not known before it is measured, that it is busy always is.
      tracking:
        traits.role === 'api'
          ? { metric: 'cpu', targetPercent: settings.targetCpuPercent }
          : {
              metric: 'backlogPerTask',
              queue: names.queue(component),
              cluster: names.cluster,
              service,
              targetMessages: settings.backlogPerTask,
            },
      scaleInCooldownSeconds: 300,
      scaleOutCooldownSeconds: 60,
      dependsOn: [resourceId('scalableTarget', scaled)],
    }),
  ];
}
