import type { Call, Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ErrorReader } from '../failure.ts';

/** How one operation of an awsJson service is called. */
export interface JsonOperation {
  readonly name: string;
  /** May be repeated when its outcome is unknown. */
  readonly idempotent: boolean;
}

/** Calls one awsJson operation. */
export type JsonCall = <Output>(
  operation: JsonOperation,
  input: object,
  options?: CallOptions & { readonly endpoint?: Endpoint; readonly holdMs?: number },
) => Promise<Output>;

/**
 * AWS JSON 1.0 (SQS, DynamoDB) and 1.1 (Logs): the operation is a header, the body is its input.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function createJsonCall(
  call: Caller,
  endpoint: Endpoint,
  targetPrefix: string,
  version: '1.0' | '1.1' = '1.0',
): JsonCall {
  const headers = new Map<string, Record<string, string>>();
  const headersOf = (name: string): Record<string, string> => {
    let known = headers.get(name);
    if (known === undefined) {
      known = {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${targetPrefix}.${name}`,
      };
      headers.set(name, known);
    }
    return known;
  };
  return async <Output>(operation: JsonOperation, input: object, options: Parameters<JsonCall>[2] = {}) => {
    const request: Call = {
      operation: operation.name,
      endpoint: options.endpoint ?? endpoint,
      path: '/',
      headers: headersOf(operation.name),
      body: JSON.stringify(input),
      idempotent: operation.idempotent,
      holdMs: options.holdMs ?? 0,
    };
    const body = await call(request, options);
    return (body === '' ? {} : JSON.parse(body)) as Output;
  };
}

/** Reads an awsJson or restJson error: the code is in `x-amzn-errortype` or the body's `__type` or `code`. */
export const readJsonError: ErrorReader = ({ headers, body }) => {
  let members: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) members = parsed as Record<string, unknown>;
  } catch {
    // Not the service's own answer (a proxy's page, a cut body): the status says enough.
  }
  const { __type, code, message, Message, ...rest } = members;
  const named = [headers['x-amzn-errortype'], __type, code].find((value) => typeof value === 'string');
  return {
    code: named?.split(':', 1)[0]?.split('#').at(-1),
    message: [message, Message].find((value) => typeof value === 'string'),
    members: rest,
  };
};
