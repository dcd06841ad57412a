import { createRequire } from 'node:module';
import { createWork, measure } from './measure.ts';

// sqs-consumer as its README has it; one consumer holds ten messages, so in flight / 10 of them. Arguments: queue URL, messages, in flight.
const [queueUrl = '', messages = '', inFlight = ''] = process.argv.slice(2);
const peers = createRequire(`${process.env['PEERS']}/package.json`);
interface Consumer {
  start(): void;
  stop(): void;
  once(event: 'stopped', listener: () => void): void;
}
const { Consumer } = peers('sqs-consumer') as { Consumer: { create(options: object): Consumer } };
const { SQSClient } = peers('@aws-sdk/client-sqs') as { SQSClient: new (options: object) => object };
const work = createWork(Number(messages));
await measure(Number(messages), async () => {
  const sqs = new SQSClient({});
  const consumers = Array.from({ length: Number(inFlight) / 10 }, () =>
    Consumer.create({
      queueUrl,
      sqs,
      batchSize: 10,
      visibilityTimeout: 30,
      handleMessage: async (message: unknown) => {
        await work.handle();
        return message;
      },
    }),
  );
  for (const consumer of consumers) consumer.start();
  await work.full;
  await Promise.all(
    consumers.map((consumer) => {
      const stopped = new Promise<void>((resolve) => consumer.once('stopped', resolve));
      consumer.stop();
      return stopped;
    }),
  );
});
process.exit(0);
