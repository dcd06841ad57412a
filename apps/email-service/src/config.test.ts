import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const VALUES: Readonly<Record<string, string>> = {
  AWS_ACCOUNT_ID: '123456789012',
  AWS_REGION: 'eu-west-1',
  IMAGE: 'image@sha256:0',
  PREFIX: 'pr-17-',
  ENVIRONMENT: 'pr-17',
  EMAIL_FROM: 'orders@example.com',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/pr-17-email-service-queue',
};

interface TaskDefinition {
  readonly containerDefinitions: readonly [
    {
      readonly name: string;
      readonly environment: readonly { readonly name: string; readonly value: string }[];
    },
  ];
}

/** The environment that the task definition gives the container. */
async function taskEnvironment(): Promise<Record<string, string>> {
  const file = join(import.meta.dirname, '../../../taskdefs/email-service.json');
  const text = (await readFile(file, 'utf8')).replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = VALUES[name];
    if (value === undefined) throw new Error(`The task definition has an unknown placeholder ${name}.`);
    return value;
  });
  const [container] = (JSON.parse(text) as TaskDefinition).containerDefinitions;
  expect(container.name).toBe('email-service');
  return Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
}

describe('readConfig', () => {
  it('takes all it needs from the task definition, and the task definition gives nothing else', async () => {
    const environment = await taskEnvironment();
    expect(readConfig(environment)).toEqual({
      environment: 'pr-17',
      queueUrl: VALUES.QUEUE_URL,
      tableName: 'pr-17-order-system',
      emailFrom: 'orders@example.com',
      configurationSet: 'pr-17-order-mail',
      mailLogGroup: '/aws/events/pr-17-order-mail',
      logLevel: 'info',
    });
    expect(Object.keys(environment)).toHaveLength(Object.keys(readConfig(environment)).length);
  });

  it('names what is missing', () => {
    expect(() => readConfig({})).toThrow(/TABLE_NAME is not set/);
  });
});
