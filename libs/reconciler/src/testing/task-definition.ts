import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { arnsIn, type AwsPlace, type Component, environmentNames } from '@phaseline/model';

const noImage = `sha256:${'0'.repeat(64)}`;

/** A task definition of a component, as rendering one gives it. */
export function taskDefinitionOf(
  component: Component,
  environment: string,
  place: AwsPlace,
  image = `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${component}@${noImage}`,
): RegisterTaskDefinitionCommandInput {
  const names = environmentNames(environment);
  const { role } = arnsIn(place);
  return {
    family: names.family(component),
    taskRoleArn: role(names.taskRole(component)),
    executionRoleArn: role(names.executionRole),
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: component,
        image,
        essential: true,
        ...(component === 'order-publisher'
          ? {
              portMappings: [{ containerPort: 3000, protocol: 'tcp' }],
              environment: [{ name: 'PORT', value: '3000' }],
            }
          : {}),
        stopTimeout: 2,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': names.logGroup(component),
            'awslogs-region': place.region,
            'awslogs-stream-prefix': 'ecs',
          },
        },
      },
    ],
  };
}
