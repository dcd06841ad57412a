import type { Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';
import { createJsonCall } from '../protocols/json.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export interface FilterLogEventsInput {
  readonly logGroupName: string;
  readonly filterPattern?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startTime?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page. It may be empty and have others after it. */
export interface FilterLogEventsOutput {
  readonly events?: readonly { readonly message?: string; readonly timestamp?: number }[];
  readonly nextToken?: string;
}

/** Reading from CloudWatch Logs. */
export interface LogsClient {
  filterLogEvents(input: FilterLogEventsInput, options?: CallOptions): Promise<FilterLogEventsOutput>;
}

/** CloudWatch Logs over `call`. */
export function createLogs(call: Caller, endpoint: Endpoint): LogsClient {
  const json = createJsonCall(call, endpoint, 'Logs_20140328', '1.1');
  return {
    filterLogEvents: async (input, options) =>
      json({ name: 'FilterLogEvents', idempotent: true }, input, options),
  };
}
