import 'reflect-metadata';
import { createDataPlane } from '@phaseline/aws-data-plane';
import { createLogger } from '@phaseline/messaging';
import { createHttpApp } from './app.ts';
import { readConfig } from './config.ts';
import { createParts } from './parts.ts';

/** No client notices so long a wait, in milliseconds, and at 200 orders a second four of them share each call. */
const SPACE_MS = 20;

/** The container's entry: reads the environment, listens, and on SIGTERM answers what it has before it ends. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger({
    component: 'order-publisher',
    environment: config.environment,
    level: config.logLevel,
  });
  // Short: a client waits behind every call.
  const aws = createDataPlane({ requestTimeoutMs: 3000 });
  const app = await createHttpApp(createParts(config, aws, logger, { spaceMs: SPACE_MS }));
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    logger.info({ signal }, 'stopping: no new requests, finishing those in flight');
    await app.close();
    await aws.close();
    logger.info('stopped');
  };
  // Closed directly, not by shutdown hooks: those would take the providers away from requests still in flight.
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  await app.listen(config.port, '0.0.0.0');
  logger.info({ port: config.port }, 'listening');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
