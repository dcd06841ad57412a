import { describe, expect, it } from 'vitest';
import { readEnvironment, variable } from './environment.ts';

const entries = {
  PORT: variable.port('3000'),
  TOPIC: variable.topicArn(),
  TABLE: variable.tableName(),
  LOG_LEVEL: variable.logLevel(),
};

describe('readEnvironment', () => {
  it('reads typed values and falls back to defaults', () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:pr-1-order-events';
    expect(
      readEnvironment(entries, { TOPIC: topic, TABLE: 'order-system', LOG_LEVEL: '', OTHER: 'x' }),
    ).toEqual({
      PORT: 3000,
      TOPIC: topic,
      TABLE: 'order-system',
      LOG_LEVEL: 'info',
    });
  });

  it('lists every wrong variable in one error', () => {
    expect(() =>
      readEnvironment(entries, { PORT: '70000', TOPIC: 'order-events', LOG_LEVEL: 'loud' }),
    ).toThrow(
      [
        'The environment is not usable:',
        '  PORT="70000": must be a port from 0 to 65535',
        '  TOPIC="order-events": must be the ARN of an SNS topic',
        '  TABLE is not set',
        '  LOG_LEVEL="loud": must be trace, debug, info, warn, error, fatal or silent',
      ].join('\n'),
    );
  });
});
