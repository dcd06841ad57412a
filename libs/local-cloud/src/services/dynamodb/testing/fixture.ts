import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createManualClock, type ManualClock } from '../../../clock.ts';
import { rootContext, testEnvironment } from '../../sqs/testing/fixture.ts';
import { createDynamoDbService, type DynamoDbService } from '../index.ts';

/** A table `tab` with keys pk and sk (S), on a clock that the test moves. */
export interface DynamoFixture {
  readonly clock: ManualClock;
  readonly service: DynamoDbService;
  readonly directory: string;
  readonly call: <Name extends keyof DynamoDbService['operations']>(
    name: Name,
    input: Parameters<DynamoDbService['operations'][Name]>[0],
  ) => Promise<Awaited<ReturnType<DynamoDbService['operations'][Name]>>>;
  readonly put: (item: Record<string, AttributeValue>) => Promise<unknown>;
  readonly get: (pk: string, sk: string) => Promise<Record<string, AttributeValue> | undefined>;
  readonly stop: () => Promise<void>;
}

type Call = DynamoFixture['call'];

/** @param directory where an earlier fixture kept its data; a new one by default. */
export async function dynamoFixture(directory?: string): Promise<DynamoFixture> {
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'dynamodb-')));
  const clock = createManualClock();
  const service = createDynamoDbService(testEnvironment(home), { clock });
  const call = (async (name: string, input: unknown) =>
    (service.operations as Record<string, (input: unknown, context: unknown) => unknown>)[name]!(
      input,
      rootContext(),
    )) as unknown as Call;
  if (directory === undefined) {
    await call('CreateTable', {
      TableName: 'tab',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
  }
  clock.advance(1000);
  await service.start!();
  return {
    clock,
    service,
    directory: home,
    call,
    put: (Item) => call('PutItem', { TableName: 'tab', Item }),
    get: async (pk, sk) =>
      (await call('GetItem', { TableName: 'tab', Key: { pk: { S: pk }, sk: { S: sk } } })).Item,
    async stop() {
      await service.stop!();
      await rm(home, { recursive: true, force: true });
    },
  };
}
