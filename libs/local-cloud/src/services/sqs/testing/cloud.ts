import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { SESv2 } from '@aws-sdk/client-sesv2';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { startLocalCloud } from '../../../index.ts';

/** A running cloud and real SDK clients for it. */
export async function startClients() {
  const cloud = await startLocalCloud();
  const config = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = {
    sqs: new SQS(config),
    sns: new SNS(config),
    dynamodb: new DynamoDB(config),
    ses: new SESv2(config),
  };
  return {
    ...clients,
    cloud,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.stop();
    },
  };
}

/** Name, status and message of the error that `call` must fail with. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ name: string; status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode: number } };
    return { name, message, status: $metadata?.httpStatusCode ?? 0 };
  }
  throw new Error('The call succeeded, but it had to fail.');
}
