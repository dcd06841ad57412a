import type { IncomingHttpHeaders } from 'node:http';
import type { OperationModel, ServiceModel } from './model.ts';

/** An HTTP request, its body read to the end. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An error as it goes out: `members` are what the modelled error carries besides its message. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly statusCode: number;
  readonly members: Readonly<Record<string, unknown>>;
}

/** One of AWS's wire protocols, seen from the server. */
export interface Protocol {
  /** The name of the operation a request asks for; undefined when it names none. */
  operationName(model: ServiceModel | undefined, request: WireRequest): string | undefined;
  /** @throws `SerializationException` when the request is not what the model asks for. */
  readInput(operation: OperationModel, request: WireRequest): Record<string, unknown>;
  writeOutput(
    model: ServiceModel,
    operation: OperationModel,
    output: unknown,
    requestId: string,
  ): WireResponse;
  writeError(model: ServiceModel | undefined, failure: Failure, requestId: string): WireResponse;
}
