import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ecs, TaskRecord } from '../records.ts';
import { credentialsIdOf, readCredentials } from './sessions.ts';

function container(record: TaskRecord, name: string): Record<string, unknown> | undefined {
  const shown = record.task.containers?.find((one) => one.name === name);
  const definition = record.definition.containerDefinitions?.find((one) => one.name === name);
  if (shown === undefined) return undefined;
  const { family, revision } = record.definition;
  const options = definition?.logConfiguration?.options;
  return {
    DockerId: shown.runtimeId,
    Name: name,
    DockerName: name,
    Image: shown.image,
    ImageID: shown.imageDigest,
    Labels: {
      'com.amazonaws.ecs.cluster': record.cluster.arn,
      'com.amazonaws.ecs.container-name': name,
      'com.amazonaws.ecs.task-arn': record.task.taskArn,
      'com.amazonaws.ecs.task-definition-family': family,
      'com.amazonaws.ecs.task-definition-version': String(revision),
    },
    DesiredStatus: record.task.desiredStatus,
    KnownStatus: shown.lastStatus,
    Limits: { CPU: definition?.cpu ?? 0, Memory: definition?.memory },
    CreatedAt: record.task.createdAt,
    StartedAt: record.task.startedAt,
    Type: 'NORMAL',
    Health: { status: shown.healthStatus },
    ...(options === undefined
      ? {}
      : {
          LogDriver: 'awslogs',
          LogOptions: {
            ...options,
            'awslogs-stream': `${options['awslogs-stream-prefix']}/${name}/${record.id}`,
          },
        }),
    ContainerARN: shown.containerArn,
    Networks: [
      {
        NetworkMode: 'awsvpc',
        IPv4Addresses: [record.address.ip],
        PrivateDNSName: `ip-${record.address.ip.replaceAll('.', '-')}.ec2.internal`,
      },
    ],
  };
}

function task(record: TaskRecord): Record<string, unknown> {
  const { family, revision, cpu, memory } = record.definition;
  return {
    Cluster: record.cluster.arn,
    TaskARN: record.task.taskArn,
    Family: family,
    Revision: String(revision),
    ServiceName: record.service?.name,
    DesiredStatus: record.task.desiredStatus,
    KnownStatus: record.task.lastStatus,
    Limits: { CPU: Number(cpu) / 1024, Memory: Number(memory) },
    PullStartedAt: record.task.pullStartedAt,
    PullStoppedAt: record.task.pullStoppedAt,
    AvailabilityZone: record.task.availabilityZone,
    LaunchType: 'FARGATE',
    Containers: (record.task.containers ?? []).map(({ name = '' }) => container(record, name)),
  };
}

async function answer(ecs: Ecs, path: string): Promise<unknown> {
  const live = [...ecs.tasks.values()].filter((record) => record.task.lastStatus !== 'STOPPED');
  const [, credentials] = /^\/_ecs\/credentials\/([\w-]+)$/.exec(path) ?? [];
  if (credentials !== undefined) {
    const owner = live.find((record) => credentialsIdOf(record) === credentials);
    return owner === undefined ? undefined : readCredentials(ecs, owner);
  }
  const [, id, name = '', what = ''] = /^\/_ecs\/v4\/([0-9a-f]{32})-([\w-]+)(\/.*)?$/.exec(path) ?? [];
  const record = live.find((one) => one.id === id);
  if (record === undefined) return undefined;
  if (what === '') return container(record, name);
  return what === '/task' || what === '/taskWithTags' ? task(record) : undefined;
}

/** The task metadata endpoint (version 4) and the container credentials endpoint. */
export async function handleTaskEndpoint(
  ecs: Ecs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const found = await answer(ecs, path).catch((error: unknown) => ({ message: String(error) }));
  response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? { message: `There is no ${path} at the task endpoint` }));
}
