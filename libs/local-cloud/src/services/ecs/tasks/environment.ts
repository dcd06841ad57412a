import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Ecs, TaskRecord } from '../records.ts';
import { credentialsIdOf } from './sessions.ts';

/** Where a container finds the metadata of itself; `/task` and `/stats` are below it. */
export const metadataPath = (record: TaskRecord, container: string): string =>
  `/_ecs/v4/${record.id}-${container}`;

/** A container's variables: the task definition's, overrides, and what ECS adds on Fargate. */
export function environmentOf(
  ecs: Ecs,
  record: TaskRecord,
  container: ContainerDefinition,
): Record<string, string> {
  const origin = ecs.runtime.containerOrigin();
  const { region } = ecs.environment;
  const override = record.overrides.containerOverrides?.find(({ name }) => name === container.name);
  const given = [...(container.environment ?? []), ...(override?.environment ?? [])];
  const credentials = credentialsIdOf(record);
  return {
    HOSTNAME: `ip-${record.address.ip.replaceAll('.', '-')}.ec2.internal`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    AWS_ENDPOINT_URL: origin,
    ECS_CONTAINER_METADATA_URI_V4: `${origin}${metadataPath(record, container.name ?? '')}`,
    ...(credentials === undefined
      ? {}
      : { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/_ecs/credentials/${credentials}` }),
    ...Object.fromEntries(given.map(({ name = '', value = '' }) => [name, value])),
  };
}
