import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';

const needed = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern: Operation<TestEventPatternRequest, TestEventPatternResponse> = ({
  EventPattern = '',
  Event = '',
}) => {
  const matches = parsePattern(EventPattern);
  let event: unknown;
  try {
    event = JSON.parse(Event);
  } catch {
    throw validation('Parameter Event is not valid. Reason: Not valid JSON');
  }
  if (typeof event !== 'object' || event === null || needed.some((field) => !(field in event)))
    throw validation(`Parameter Event is not valid. Reason: it needs ${needed.join(', ')}`);
  return { Result: matches(event) };
};
