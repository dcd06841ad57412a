import type {
  ContainerDefinition,
  DeleteTaskDefinitionsRequest,
  DeleteTaskDefinitionsResponse,
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  Failure,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { clientError } from '../errors.ts';
import { findDefinition, nameOf } from '../find.ts';
import type { Ecs } from '../records.ts';
import { cpuUnits, memoryMiB } from '../task-definitions/fargate-sizes.ts';
import { validateTaskDefinition } from '../task-definitions/validate.ts';

/** Fills in what ECS fills in, so that a described definition has AWS's shape. */
function complete(container: ContainerDefinition): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      hostPort: mapping.hostPort ?? mapping.containerPort,
      protocol: mapping.protocol ?? 'tcp',
    })),
    ...(container.healthCheck === undefined
      ? {}
      : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck } }),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const registerTaskDefinition =
  (ecs: Ecs): Operation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> =>
  (input, context) => {
    validateTaskDefinition(input);
    const { tags = [], family = '', ...rest } = input;
    const revisions = ecs.definitions.get(family) ?? [];
    ecs.definitions.set(family, revisions);
    const revision = revisions.length + 1;
    const definition: TaskDefinition = {
      ...rest,
      family,
      revision,
      taskDefinitionArn: `arn:aws:ecs:${context.region}:${context.account}:task-definition/${family}:${revision}`,
      containerDefinitions: (input.containerDefinitions ?? []).map(complete),
      cpu: String(cpuUnits(input.cpu ?? '')),
      memory: String(memoryMiB(input.memory ?? '')),
      volumes: [],
      placementConstraints: [],
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
      requiresCompatibilities: input.requiresCompatibilities ?? [],
      requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
      registeredAt: new Date(),
      registeredBy: context.principal.arn,
    };
    revisions.push({ definition, tags });
    return { taskDefinition: definition, tags };
  };

export const describeTaskDefinition =
  (ecs: Ecs): Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> =>
  (input) => {
    const { definition, tags } = findDefinition(ecs, input.taskDefinition);
    return { taskDefinition: definition, ...(input.include?.includes('TAGS') ? { tags } : {}) };
  };

export const deregisterTaskDefinition =
  (ecs: Ecs): Operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> =>
  (input) => {
    if (!nameOf(input.taskDefinition ?? '').includes(':'))
      throw clientError('Revision is missing; name one as family:revision.');
    const { definition } = findDefinition(ecs, input.taskDefinition);
    if (definition.status === 'DELETE_IN_PROGRESS')
      throw clientError('The specified task definition is in DELETE_IN_PROGRESS state.');
    definition.status = 'INACTIVE';
    definition.deregisteredAt ??= new Date();
    return { taskDefinition: definition };
  };

export const deleteTaskDefinitions =
  (ecs: Ecs): Operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> =>
  (input) => {
    const taskDefinitions: TaskDefinition[] = [];
    const failures: Failure[] = [];
    for (const reference of input.taskDefinitions ?? []) {
      const [family = '', revision] = nameOf(reference).split(':');
      const revisions = ecs.definitions.get(family) ?? [];
      const found = revision === undefined ? undefined : revisions[Number(revision) - 1];
      if (found === undefined)
        failures.push({ arn: reference, reason: 'The specified task definition was not found.' });
      else if (found.definition.status === 'ACTIVE') {
        failures.push({
          arn: reference,
          reason:
            'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
        });
      } else {
        taskDefinitions.push({
          ...found.definition,
          status: 'DELETE_IN_PROGRESS',
          deleteRequestedAt: new Date(),
        });
        revisions[Number(revision) - 1] = undefined;
      }
    }
    return { taskDefinitions, failures };
  };
