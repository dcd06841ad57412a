import type { RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { taskDefinitionForm } from './task-definition-form.ts';

const written: RegisterTaskDefinitionCommandInput = {
  family: 'web-td',
  networkMode: 'awsvpc',
  cpu: '.5 vCPU',
  memory: '1 GB',
  containerDefinitions: [
    {
      name: 'web',
      image: 'x@sha256:1',
      portMappings: [{ containerPort: 3000 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
    },
  ],
};

/** As ECS answers after registering the above. */
const answered: TaskDefinition = {
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web-td:7',
  family: 'web-td',
  revision: 7,
  status: 'ACTIVE',
  networkMode: 'awsvpc',
  volumes: [],
  placementConstraints: [],
  compatibilities: ['EC2', 'FARGATE'],
  requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
  cpu: '512',
  memory: '1024',
  registeredAt: new Date(0),
  registeredBy: 'me',
  containerDefinitions: [
    {
      name: 'web',
      image: 'x@sha256:1',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
    },
  ],
};

const form = (changes: object) => taskDefinitionForm({ ...written, ...changes });

describe('taskDefinitionForm', () => {
  it('finds that what ECS answers is what was registered', () => {
    expect(form({})).toEqual(taskDefinitionForm(answered));
  });

  it('sees what makes a difference', () => {
    const [container] = written.containerDefinitions ?? [];
    const other = (changes: object) => form({ containerDefinitions: [{ ...container, ...changes }] });
    const same = taskDefinitionForm(answered);
    expect(other({ image: 'x@sha256:2' })).not.toEqual(same);
    expect(other({ environment: [{ name: 'A', value: '1' }] })).not.toEqual(same);
    expect(other({ healthCheck: undefined })).not.toEqual(same);
    expect(form({ taskRoleArn: 'arn' })).not.toEqual(same);
    expect(form({ containerDefinitions: [container, { name: 'sidecar', image: 'y' }] })).not.toEqual(same);
  });
});
