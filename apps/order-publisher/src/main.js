import 'reflect-metadata';
import { pino } from 'pino';
import { createHttpApp } from './app.ts';
const t = performance.now();
const app = await createHttpApp({
  store: {
    save: async () => {},
    drop: async () => {},
    claim: async () => undefined,
    confirm: async () => {},
    read: async () => ({ order: undefined, effects: [] }),
  },
  publish: async () => {},
  checks: {},
  logger: pino({ level: 'debug' }),
});
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl(), performance.now());
process.once('SIGTERM', () => void app.close());
