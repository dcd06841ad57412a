import type { Caller, CallOptions } from '../caller.ts';
import { parseEndpoint, type Endpoint } from '../endpoint.ts';
import { createJsonCall } from '../protocols/json.ts';
import type * as T from './sqs-types.ts';

/** The SQS calls of a message's life. All of them go to the QueueUrl's host. */
export interface SqsClient {
  /** Long-polls when `WaitTimeSeconds` > 0; an abort counts until the answer begins, so that no message is thrown away. */
  receiveMessage(input: T.ReceiveMessageInput, options?: CallOptions): Promise<T.ReceiveMessageOutput>;
  /** Resolves also when entries failed: look at `Failed`. */
  deleteMessageBatch(input: T.DeleteMessageBatchInput, options?: CallOptions): Promise<T.BatchOutput>;
  /** Resolves also when entries failed: look at `Failed`. */
  changeMessageVisibilityBatch(
    input: T.ChangeMessageVisibilityBatchInput,
    options?: CallOptions,
  ): Promise<T.BatchOutput>;
  /** At least once: a retry after a broken connection may send twice. */
  sendMessage(input: T.SendMessageInput, options?: CallOptions): Promise<T.SendMessageOutput>;
  /** At least once. Resolves also when entries failed: look at `Failed`. */
  sendMessageBatch(
    input: T.SendMessageBatchInput,
    options?: CallOptions,
  ): Promise<T.BatchOutput<{ readonly Id: string; readonly MessageId: string }>>;
  getQueueAttributes(
    input: T.GetQueueAttributesInput,
    options?: CallOptions,
  ): Promise<T.GetQueueAttributesOutput>;
}

const RECEIVE = { name: 'ReceiveMessage', idempotent: true };
const DELETE_BATCH = { name: 'DeleteMessageBatch', idempotent: true };
const CHANGE_VISIBILITY_BATCH = { name: 'ChangeMessageVisibilityBatch', idempotent: true };
const SEND = { name: 'SendMessage', idempotent: true };
const SEND_BATCH = { name: 'SendMessageBatch', idempotent: true };
const GET_ATTRIBUTES = { name: 'GetQueueAttributes', idempotent: true };

/** SQS over `call`; `endpoint` only serves as the default. */
export function createSqs(call: Caller, endpoint: Endpoint): SqsClient {
  const json = createJsonCall(call, endpoint, 'AmazonSQS');
  const hosts = new Map<string, Endpoint>();
  const at = (queueUrl: string): Endpoint => {
    let host = hosts.get(queueUrl);
    if (host === undefined) {
      host = { ...parseEndpoint(queueUrl, 'QueueUrl'), prefix: '' };
      hosts.set(queueUrl, host);
    }
    return host;
  };
  return {
    receiveMessage: async (input, options) =>
      json(RECEIVE, input, {
        ...options,
        endpoint: at(input.QueueUrl),
        holdMs: (input.WaitTimeSeconds ?? 20) * 1000,
      }),
    deleteMessageBatch: async (input, options) =>
      json(DELETE_BATCH, input, { ...options, endpoint: at(input.QueueUrl) }),
    changeMessageVisibilityBatch: async (input, options) =>
      json(CHANGE_VISIBILITY_BATCH, input, { ...options, endpoint: at(input.QueueUrl) }),
    sendMessage: async (input, options) => json(SEND, input, { ...options, endpoint: at(input.QueueUrl) }),
    sendMessageBatch: async (input, options) =>
      json(SEND_BATCH, input, { ...options, endpoint: at(input.QueueUrl) }),
    getQueueAttributes: async (input, options) =>
      json(GET_ATTRIBUTES, input, { ...options, endpoint: at(input.QueueUrl) }),
  };
}
