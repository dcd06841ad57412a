/** One API call that the cloud has answered. */
export interface CallRecord {
  /** When it was answered, ISO 8601. */
  readonly time: string;
  /** The signing name, e.g. `elasticloadbalancing`. */
  readonly service: string;
  readonly operation: string;
  /** The HTTP status; 0 when a fault left the call without an answer. */
  readonly status: number;
  readonly ms: number;
  /** The caller's ARN. */
  readonly principal: string;
  readonly requestId: string;
  readonly readOnly: boolean;
  /** The error's code. */
  readonly error?: string;
}

export interface CallFilter {
  /** Only calls answered after this time, ISO 8601. */
  readonly since?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly readOnly?: boolean;
}

export interface CallLog {
  add(call: CallRecord): void;
  /** Oldest first. */
  list(filter?: CallFilter): CallRecord[];
  clear(): void;
}

/** How many calls are kept; older ones are forgotten. */
export const CALL_LOG_BOUND = 10_000;

/** The last calls, in a ring. */
export function createCallLog(bound: number = CALL_LOG_BOUND): CallLog {
  let calls: CallRecord[] = [];
  let next = 0;
  const inOrder = () => (calls.length < bound ? calls : [...calls.slice(next), ...calls.slice(0, next)]);
  return {
    add(call) {
      if (calls.length < bound) calls.push(call);
      else calls[next] = call;
      next = (next + 1) % bound;
    },
    list: ({ since, service, operation, readOnly } = {}) =>
      inOrder().filter(
        (call) =>
          (since === undefined || call.time > since) &&
          (service === undefined || call.service === service) &&
          (operation === undefined || call.operation === operation) &&
          (readOnly === undefined || call.readOnly === readOnly),
      ),
    clear() {
      calls = [];
      next = 0;
    },
  };
}
