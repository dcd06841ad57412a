import { createDataPlane } from '@phaseline/aws-data-plane';
import { pino } from 'pino';
import { SqsServer } from '../src/nest/sqs-server.ts';
import { startNestApp } from '../src/testing/nest-app.ts';
import { createWork, measure } from './measure.ts';

// Our whole stack: Nest, dispatch, a context and a log line (thrown away) a message. Arguments: queue URL, messages, in flight.
const [queueUrl = '', messages = '', inFlight = ''] = process.argv.slice(2);
const plane = createDataPlane();
const work = createWork(Number(messages));
const server = new SqsServer({
  queueUrl,
  sqs: plane.sqs,
  concurrency: Number(inFlight),
  logger: pino({ level: 'info' }, { write: () => undefined }),
});
await measure(Number(messages), async () => {
  const app = await startNestApp(server, { e: () => work.handle() });
  await work.full;
  await app.close();
});
await plane.close();
