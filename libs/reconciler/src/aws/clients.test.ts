import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { startCloud } from '../testing/start-cloud.ts';
import { createClients } from './clients.ts';

it('asks again what has no answer, rather than wait for ever', async () => {
  const aws = await startCloud();
  try {
    const clients = createClients({ requestTimeoutMs: 200 });
    const hang = { kind: 'timeout', service: 'sts', operation: 'GetCallerIdentity', count: 1 };
    const { result } = await aws.callsDuring(
      async () =>
        await aws.breaking(hang, async () => await clients.sts.send(new GetCallerIdentityCommand({}))),
    );
    expect(result.Account).toBe(aws.cloud.account);
  } finally {
    await aws.stop();
  }
});
