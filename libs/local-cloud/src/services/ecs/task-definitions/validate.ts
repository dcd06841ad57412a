import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { AwsError } from '../../../service.ts';
import { clientError } from '../errors.ts';
import { cpuUnits, isFargateCpu, isFargateSize, memoryMiB } from './fargate-sizes.ts';
import { validateContainer } from './validate-container.ts';

function checkSize(input: RegisterTaskDefinitionRequest): void {
  if (input.cpu === undefined || input.memory === undefined) {
    throw clientError(
      `Fargate requires that '${input.cpu === undefined ? 'cpu' : 'memory'}' be defined at the task level.`,
    );
  }
  const cpu = cpuUnits(input.cpu);
  const memory = memoryMiB(input.memory);
  if (!isFargateCpu(cpu)) throw clientError(`Invalid 'cpu' setting for task.`);
  if (!isFargateSize(cpu, memory)) {
    throw clientError(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
    );
  }
  const containers = input.containerDefinitions ?? [];
  const reserved = containers.reduce((sum, container) => sum + (container.cpu ?? 0), 0);
  if (reserved > cpu)
    throw clientError(
      `The sum of all container cpu values (${reserved}) cannot exceed the value of the task cpu (${cpu}).`,
    );
  for (const container of containers) {
    if ((container.memory ?? container.memoryReservation ?? 0) > memory) {
      throw clientError(
        `Invalid setting for container '${container.name}'. Its memory cannot exceed the value of the task memory (${memory}).`,
      );
    }
  }
}

/** @throws AwsError ClientException for a dependency on a container that is not there, or on itself in a circle. */
function checkDependencies(containers: readonly ContainerDefinition[]): void {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const container of containers) {
    for (const { containerName, condition } of container.dependsOn ?? []) {
      const other = byName.get(containerName);
      if (other === undefined)
        throw clientError(
          `Container '${container.name}' depends on container '${containerName}', which is not in the task definition.`,
        );
      if (condition === 'HEALTHY' && other.healthCheck === undefined) {
        throw clientError(
          `Container '${container.name}' depends on '${containerName}' being HEALTHY, which has no health check.`,
        );
      }
      if ((condition === 'COMPLETE' || condition === 'SUCCESS') && other.essential !== false) {
        throw clientError(
          `Container '${containerName}' is essential, so no container can depend on it with condition ${condition}.`,
        );
      }
    }
  }
  const visit = (name: string | undefined, way: readonly (string | undefined)[]): void => {
    if (way.includes(name))
      throw clientError(`Circular dependency between containers: ${[...way, name].join(' -> ')}.`);
    for (const { containerName } of byName.get(name)?.dependsOn ?? []) visit(containerName, [...way, name]);
  };
  for (const { name } of containers) visit(name, []);
}

function checkPlatform(input: RegisterTaskDefinitionRequest): void {
  const { operatingSystemFamily = 'LINUX', cpuArchitecture = 'X86_64' } = input.runtimePlatform ?? {};
  if (operatingSystemFamily !== 'LINUX') {
    throw new AwsError(
      'UnsupportedFeatureException',
      `operatingSystemFamily '${operatingSystemFamily}' is not built in this cloud; use LINUX.`,
    );
  }
  if (cpuArchitecture !== 'X86_64' && cpuArchitecture !== 'ARM64')
    throw clientError(`Invalid 'cpuArchitecture' setting '${String(cpuArchitecture)}'.`);
}

/**
 * Checks a task definition as Fargate does.
 * @throws AwsError ClientException in AWS's words, or UnsupportedFeatureException naming what is not built.
 */
export function validateTaskDefinition(input: RegisterTaskDefinitionRequest): void {
  if (!/^[\w-]{1,255}$/.test(input.family ?? '')) {
    throw clientError(
      `Family '${input.family ?? ''}' must have 1 to 255 letters, digits, underscores or hyphens.`,
    );
  }
  const containers = input.containerDefinitions ?? [];
  if (containers.length === 0) throw clientError('Container list cannot be empty.');
  if (containers.length > 10) throw clientError('A task definition can have at most 10 containers.');
  if (input.networkMode !== 'awsvpc') {
    throw clientError(
      `Fargate only supports network mode 'awsvpc'; networkMode is '${input.networkMode ?? 'bridge'}'.`,
    );
  }
  const wrong = (input.requiresCompatibilities ?? []).find((compatibility) => compatibility !== 'FARGATE');
  if (wrong !== undefined)
    throw new AwsError(
      'UnsupportedFeatureException',
      `Compatibility '${wrong}' is not built in this cloud; use FARGATE.`,
    );
  if ((input.volumes ?? []).length > 0 || input.proxyConfiguration !== undefined) {
    throw new AwsError(
      'UnsupportedFeatureException',
      'Volumes and proxyConfiguration are not built in this cloud.',
    );
  }
  checkSize(input);
  checkPlatform(input);
  for (const container of containers) validateContainer(container, input.executionRoleArn !== undefined);
  const names = containers.map((container) => container.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw clientError(`Container name '${twice}' is used more than once.`);
  if (containers.every((container) => container.essential === false)) {
    throw clientError('At least one container must be marked as essential.');
  }
  checkDependencies(containers);
}
