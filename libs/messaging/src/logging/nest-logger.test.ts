import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createNestLogger } from './nest-logger.ts';

test("Nest's lines become pino's", () => {
  const lines: Record<string, unknown>[] = [];
  const logger = createNestLogger(
    pino(
      { level: 'trace', base: null, timestamp: false },
      { write: (line) => void lines.push(JSON.parse(line) as object as Record<string, unknown>) },
    ),
  );
  logger.log('started', 'NestFactory');
  logger.error('broke', 'Error: broke\n    at here (file.ts:1:1)', 'Injector');
  logger.error(new TypeError('typed'), 'Injector');
  logger.warn({ some: 'object' });
  logger.verbose?.('detail');
  expect(lines).toEqual([
    { level: 30, context: 'NestFactory', msg: 'started' },
    { level: 50, context: 'Injector', stack: 'Error: broke\n    at here (file.ts:1:1)', msg: 'broke' },
    {
      level: 50,
      context: 'Injector',
      err: expect.objectContaining({ type: 'TypeError' }) as object,
      msg: 'typed',
    },
    { level: 40, detail: { some: 'object' }, msg: 'Nest' },
    { level: 10, msg: 'detail' },
  ]);
});
