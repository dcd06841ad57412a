import { type AwsPlace, arnsIn } from '../arns.ts';
import { environmentPrefix } from '../environment.ts';
import { fitName } from '../fit-name.ts';
import type { ContainerDefinition, TaskDefinition } from './shape.ts';

const longestFamily = 255;
const longestRole = 64;
const logGroupPath = '/ecs/';

/**
 * Puts a task definition into an environment: the family, roles given by name and log groups below `/ecs/` get the
 * environment's prefix, and a role's name becomes its ARN. In the default environment the file is registerable as it stands, since
 * ECS takes roles by name too; only the places of other environments need this.
 * @returns a new object; roles given by ARN and other log groups stay as they are
 * @throws RangeError when the environment's name is not valid
 */
export function placeTaskDefinition<T extends TaskDefinition>(
  template: T,
  environment: string,
  place: AwsPlace,
): T {
  const prefix = environmentPrefix(environment);
  const role = (name: string) =>
    name.startsWith('arn:') ? name : arnsIn(place).role(fitName(`${prefix}${name}`, longestRole));
  const { family, executionRoleArn, taskRoleArn, containerDefinitions } = template;
  return {
    ...template,
    ...(family !== undefined && { family: fitName(`${prefix}${family}`, longestFamily) }),
    ...(executionRoleArn !== undefined && { executionRoleArn: role(executionRoleArn) }),
    ...(taskRoleArn !== undefined && { taskRoleArn: role(taskRoleArn) }),
    ...(containerDefinitions && {
      containerDefinitions: containerDefinitions.map((container) => withLogGroup(container, prefix)),
    }),
  };
}

function withLogGroup(container: ContainerDefinition, prefix: string): ContainerDefinition {
  const { logConfiguration } = container;
  const group = logConfiguration?.options?.['awslogs-group'];
  if (logConfiguration === undefined || group === undefined || !group.startsWith(logGroupPath))
    return container;
  const placed = `${logGroupPath}${prefix}${group.slice(logGroupPath.length)}`;
  const options = { ...logConfiguration.options, 'awslogs-group': placed };
  return { ...container, logConfiguration: { ...logConfiguration, options } };
}
