import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { AwsError } from '../../../service.ts';
import { clientError } from '../errors.ts';

const NAME = /^[\w-]{1,255}$/;

/** Settings that would change what runs and are not built: silence would be a lie. */
const NOT_BUILT = [
  'secrets',
  'environmentFiles',
  'firelensConfiguration',
  'repositoryCredentials',
  'volumesFrom',
  'restartPolicy',
  'credentialSpecs',
] as const;

function checkRange(name: string, value: number | undefined, from: number, to: number): void {
  if (value !== undefined && (!Number.isInteger(value) || value < from || value > to)) {
    throw clientError(`${name} must be between ${from} and ${to}, but was ${value}.`);
  }
}

function checkHealth(container: ContainerDefinition): void {
  const { healthCheck } = container;
  if (healthCheck === undefined) return;
  const [kind, ...rest] = healthCheck.command ?? [];
  if ((kind !== 'CMD' && kind !== 'CMD-SHELL' && kind !== 'NONE') || (kind !== 'NONE' && rest.length === 0)) {
    throw clientError(
      `Container '${container.name}': the health check command must begin with CMD or CMD-SHELL and name a command.`,
    );
  }
  checkRange('Health check interval', healthCheck.interval, 5, 300);
  checkRange('Health check timeout', healthCheck.timeout, 2, 60);
  checkRange('Health check retries', healthCheck.retries, 1, 10);
  checkRange('Health check startPeriod', healthCheck.startPeriod, 0, 300);
}

function checkPorts(container: ContainerDefinition): void {
  for (const { containerPort, hostPort } of container.portMappings ?? []) {
    checkRange('containerPort', containerPort ?? 0, 1, 65_535);
    if (hostPort !== undefined && hostPort !== containerPort) {
      throw clientError(
        'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
      );
    }
  }
}

function checkLogs({ name, logConfiguration }: ContainerDefinition, hasExecutionRole: boolean): void {
  if (logConfiguration === undefined) return;
  if (logConfiguration.logDriver !== 'awslogs') {
    throw clientError(
      `Container '${name}': log driver '${logConfiguration.logDriver}' is not built in this cloud; use awslogs.`,
    );
  }
  if (!hasExecutionRole) {
    throw clientError(
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    );
  }
  for (const option of ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']) {
    if (!logConfiguration.options?.[option]) {
      throw clientError(
        `Log driver awslogs requires options: awslogs-group, awslogs-region, awslogs-stream-prefix; container '${name}' lacks ${option}.`,
      );
    }
  }
}

/** @throws AwsError ClientException, or UnsupportedFeatureException naming what this cloud has not built. */
export function validateContainer(container: ContainerDefinition, hasExecutionRole: boolean): void {
  if (!NAME.test(container.name ?? '')) {
    throw clientError(
      `Container.name '${container.name ?? ''}' must have 1 to 255 letters, digits, underscores or hyphens.`,
    );
  }
  if (!container.image) throw clientError(`Container.image should not be null or empty.`);
  for (const member of NOT_BUILT) {
    const value = container[member];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
      throw new AwsError(
        'UnsupportedFeatureException',
        `${member} of container '${container.name}' is not built in this cloud.`,
      );
    }
  }
  if (container.privileged === true) throw clientError('Fargate does not support privileged containers.');
  if ((container.links?.length ?? 0) > 0)
    throw clientError('Links are not supported when networkMode=awsvpc.');
  if (container.memory !== undefined) checkRange('Container.memory', container.memory, 4, 122_880);
  checkRange('stopTimeout', container.stopTimeout, 0, 120);
  checkRange('startTimeout', container.startTimeout, 2, 120);
  if (
    container.versionConsistency !== undefined &&
    !['enabled', 'disabled'].includes(container.versionConsistency)
  ) {
    throw clientError(`versionConsistency '${container.versionConsistency}' must be enabled or disabled.`);
  }
  checkHealth(container);
  checkPorts(container);
  checkLogs(container, hasExecutionRole);
}
