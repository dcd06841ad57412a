import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { validateTaskDefinition } from './validate.ts';

const valid: RegisterTaskDefinitionRequest = {
  family: 'shop',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'shop', image: 'shop:1' }],
};
const container = { name: 'shop', image: 'shop:1' };
const check = (change: Partial<RegisterTaskDefinitionRequest>) => () =>
  validateTaskDefinition({ ...valid, ...change });

it('takes what Fargate takes, in its units too', () => {
  expect(check({})).not.toThrow();
  expect(check({ cpu: '.5 vCPU', memory: '4 GB' })).not.toThrow();
  expect(check({ cpu: '16384', memory: '122880' })).not.toThrow();
});

it.each([
  [
    'a size Fargate has not',
    { memory: '4096' },
    /No Fargate configuration exists for given values: 256 CPU, 4096 memory/,
  ],
  ['an unknown CPU size', { cpu: '300' }, /Invalid 'cpu' setting/],
  ['no memory', { memory: undefined }, /requires that 'memory' be defined/],
  ['another network mode', { networkMode: 'bridge' as const }, /only supports network mode 'awsvpc'/],
  ['a bad family', { family: 'a b' }, /Family 'a b'/],
  ['no container', { containerDefinitions: [] }, /cannot be empty/],
  ['a name twice', { containerDefinitions: [container, container] }, /used more than once/],
  [
    'no essential container',
    { containerDefinitions: [{ ...container, essential: false }] },
    /marked as essential/,
  ],
  [
    'another host port',
    { containerDefinitions: [{ ...container, portMappings: [{ containerPort: 80, hostPort: 81 }] }] },
    /must match/,
  ],
  [
    'logs without a role',
    { containerDefinitions: [{ ...container, logConfiguration: { logDriver: 'awslogs' as const } }] },
    /execution role ARN to support log driver/,
  ],
  [
    'a short interval',
    { containerDefinitions: [{ ...container, healthCheck: { command: ['CMD', 'x'], interval: 1 } }] },
    /interval must be between 5 and 300/,
  ],
  [
    'secrets',
    { containerDefinitions: [{ ...container, secrets: [{ name: 'A', valueFrom: 'b' }] }] },
    /secrets of container 'shop' is not built/,
  ],
  [
    'a circle',
    {
      containerDefinitions: [
        { ...container, dependsOn: [{ containerName: 'b', condition: 'START' as const }] },
        { name: 'b', image: 'b', dependsOn: [{ containerName: 'shop', condition: 'START' as const }] },
      ],
    },
    /Circular dependency/,
  ],
])('refuses %s', (_what, change, message) => {
  expect(check(change as Partial<RegisterTaskDefinitionRequest>)).toThrow(message);
});
