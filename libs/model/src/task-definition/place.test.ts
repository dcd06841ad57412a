import { expect, test } from 'vitest';
import { environmentNames } from '../names.ts';
import { arnsIn } from '../arns.ts';
import { placeTaskDefinition } from './place.ts';

const place = { account: '123456789012', region: 'eu-west-1' };
const template = {
  family: 'email-service-td',
  executionRoleArn: 'ecsTaskExecutionRole',
  taskRoleArn: 'arn:aws:iam::999999999999:role/theirs',
  containerDefinitions: [
    {
      name: 'email-service',
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/email-service', mode: 'non-blocking' },
      },
    },
    { name: 'sidecar', logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/other' } } },
    { name: 'quiet' },
  ],
};

test('production keeps its names; a role given by name becomes its ARN', () => {
  expect(placeTaskDefinition(template, 'production', place)).toEqual({
    ...template,
    executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  });
});

test('another environment has the names that the model gives it', () => {
  const names = environmentNames('pr-17');
  const placed = placeTaskDefinition(template, 'pr-17', place);
  expect(placed.family).toBe(names.family('email-service'));
  expect(placed.executionRoleArn).toBe(arnsIn(place).role(names.executionRole));
  expect(placed.taskRoleArn).toBe(template.taskRoleArn);
  expect(
    placed.containerDefinitions.map((container) => container.logConfiguration?.options['awslogs-group']),
  ).toEqual([names.logGroup('email-service'), '/other', undefined]);
});
