import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { createOperations } from './operations/operations.ts';
import { openDatabase } from './storage/database.ts';
import { startExpiry } from './tables/expire-items.ts';
import { openTables } from './tables/tables.ts';

export interface DynamoDbService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
}

/**
 * DynamoDB over SQLite, in a file of the cloud's directory: it needs no snapshot, the file is the state.
 * @throws {Error} when the file cannot be opened.
 */
export function createDynamoDbService(
  environment: CloudEnvironment,
  deps: { clock?: Clock } = {},
): DynamoDbService {
  const database = openDatabase(environment.directory);
  const tables = openTables(environment, deps.clock ?? systemClock, database);
  let stopExpiry: (() => void) | undefined;
  return {
    signingName: 'dynamodb',
    operations: createOperations(tables),
    async start() {
      stopExpiry = startExpiry(tables);
    },
    async stop() {
      stopExpiry?.();
      database.close();
    },
  };
}
