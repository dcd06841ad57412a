import { expect, test } from 'vitest';
import { MalformedMessage } from '../failures/failures.ts';
import { parseEvent } from './parse-event.ts';

const message = (Body: string, MessageAttributes = {}): Parameters<typeof parseEvent>[0] => ({
  MessageId: 'm-1',
  ReceiptHandle: 'r',
  Body,
  MessageAttributes,
});
const text = (StringValue: string): object => ({ DataType: 'String', StringValue });

test('a raw delivery: the body is the event, the attributes name it', () => {
  const attributes = {
    eventType: text('order.placed'),
    eventId: text('e-1'),
    traceparent: text('00-a'),
    picture: { DataType: 'Binary', BinaryValue: 'AA==' },
  };
  expect(parseEvent(message('{"orderId":1}', attributes))).toEqual({
    type: 'order.placed',
    id: 'e-1',
    data: { orderId: 1 },
    traceparent: '00-a',
    attributes: { eventType: 'order.placed', eventId: 'e-1', traceparent: '00-a' },
  });
});

test("SNS's envelope: the event is inside", () => {
  const envelope = {
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: 'arn:aws:sns:us-east-1:1:t',
    Message: '{"orderId":1}',
    MessageAttributes: {
      eventType: { Type: 'String', Value: 'order.placed' },
      picture: { Type: 'Binary', Value: 'AA==' },
    },
  };
  expect(parseEvent(message(JSON.stringify(envelope)))).toEqual({
    type: 'order.placed',
    id: 'm-1',
    data: { orderId: 1 },
    traceparent: undefined,
    attributes: { eventType: 'order.placed' },
  });
});

test('without attributes the body names itself; an event may look a little like an envelope', () => {
  const body = { type: 'order.placed', eventId: 'e-1', Type: 'Notification' };
  expect(parseEvent(message(JSON.stringify(body)))).toMatchObject({
    type: 'order.placed',
    id: 'e-1',
    data: body,
  });
});

test.each([
  '',
  'secret-payload',
  '{"secret-payload"',
  'null',
  '[]',
  '{"type":""}',
  '{"type":7}',
  '{"Type":"Notification","TopicArn":"a","Message":"secret-payload"}',
])('%j is malformed, and the error does not quote it', (body) => {
  const parse = (): unknown => parseEvent(message(body));
  expect(parse).toThrow(MalformedMessage);
  expect(parse).not.toThrow('secret');
});
