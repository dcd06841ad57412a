import 'reflect-metadata';
import { runWorker } from '@phaseline/messaging';
import { readConfig } from './config.ts';
import { emailModule } from './email.module.ts';

/** The container's entry: reads the environment, works on the queue, and on SIGTERM ends what it has in hand. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const worker = await runWorker({
    component: 'email-service',
    environment: config.environment,
    logLevel: config.logLevel,
    queueUrl: config.queueUrl,
    module: ({ aws, logger }) =>
      emailModule({
        dynamodb: aws.dynamodb,
        ses: aws.ses,
        logs: aws.logs,
        table: config.tableName,
        emailFrom: config.emailFrom,
        configurationSet: config.configurationSet,
        mailLogGroup: config.mailLogGroup,
        // Nobody is charged for a container's waiting.
        gatherMs: 20,
        logger,
      }),
  });
  process.once('SIGTERM', () => void worker.stop());
  process.once('SIGINT', () => void worker.stop());
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
