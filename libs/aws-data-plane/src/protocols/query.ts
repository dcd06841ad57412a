import type { Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ErrorReader } from '../failure.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Calls one awsQuery operation: parameters by their flattened names, `undefined` ones left out. */
export type QueryCall = (
  operation: string,
  parameters: readonly (readonly [name: string, value: string | undefined])[],
  options?: CallOptions,
) => Promise<XmlElement>;

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

/**
 * AWS Query (SNS): a form goes in, XML comes out; resolves to the `<Operation>Result` element.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function createQueryCall(call: Caller, endpoint: Endpoint, version: string): QueryCall {
  return async (operation, parameters, options) => {
    let body = `Action=${operation}&Version=${version}`;
    for (const [name, value] of parameters) {
      // A lone surrogate has no UTF-8: it becomes U+FFFD here, as it would in any encoder.
      if (value !== undefined) body += `&${name}=${encodeURIComponent(value.toWellFormed())}`;
    }
    const answer = await call(
      { operation, endpoint, path: '/', headers: HEADERS, body, idempotent: true },
      options,
    );
    const result = parseXml(answer).child(`${operation}Result`);
    if (result === undefined)
      throw new Error(`${operation}: the answer has no ${operation}Result: ${answer.slice(0, 200)}`);
    return result;
  };
}

/** Reads an awsQuery error: `<ErrorResponse><Error><Code>`. */
export const readQueryError: ErrorReader = ({ body }) => {
  try {
    const root = parseXml(body);
    const error = root.child('Error');
    const members = Object.fromEntries((error?.children ?? []).map((child) => [child.name, child.text]));
    const { Code: code, Message: message, ...rest } = members;
    return { code, message, members: rest, requestId: root.textOf('RequestId') };
  } catch {
    return { code: undefined, message: undefined, members: {} };
  }
};
