import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, waitUntilPublishedVersionActive } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestCloud, startCloud } from '../../testing/start-cloud.ts';
import { zipOf } from '../../testing/zip.ts';
import type { SwitchRun } from '../switch-run.ts';
import { tryApi } from './try-api.ts';

let aws: TestCloud;
let run: SwitchRun;
beforeAll(async () => {
  aws = await startCloud();
  run = { clients: aws.clients, options: {}, settings: { lookMilliseconds: 1 } } as unknown as SwitchRun;
});
afterAll(() => aws?.stop());

/** Not ready the first `unready` times that somebody asks; then it answers as an API does. */
const apiThatIsUnready = (unready: number) => `
let asked = 0;
export const handler = async ({ rawPath }) =>
  rawPath === '/ready'
    ? { statusCode: ++asked > ${unready} ? 200 : 503 }
    : { statusCode: 400, headers: { 'content-type': 'application/problem+json' } };
`;

/** @returns the name of a function with version 1 */
async function publish(name: string, code: string): Promise<string> {
  const { clients } = aws;
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: `${name}-role`, AssumeRolePolicyDocument }),
  );
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: Role?.Arn,
      Runtime: 'nodejs24.x',
      Handler: 'handler.handler',
      Code: { ZipFile: zipOf('handler.mjs', code) },
      Publish: true,
    }),
  );
  const waiter = { client: clients.lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  await waitUntilPublishedVersionActive(waiter, { FunctionName: name, Qualifier: '1' });
  return name;
}

it('asks an API again that is not ready for the moment', async () => {
  const name = await publish('soon-ready', apiThatIsUnready(2));
  await expect(tryApi(name, '1', run)).resolves.toBeUndefined();
});

it('gives up on one that never is', async () => {
  const name = await publish('never-ready', apiThatIsUnready(99));
  await expect(tryApi(name, '1', run)).rejects.toThrow(
    'function never-ready, version 1, failed its smoke test: GET /ready must be answered 200; it answered {"statusCode":503}',
  );
});
