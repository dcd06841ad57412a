import { AwsError } from '../service.ts';
import type { ServiceModel } from './model.ts';
import type { Failure, Protocol, WireResponse } from './protocol.ts';
import { readJson } from './read-json.ts';
import { serializationError } from './wire-errors.ts';
import { writeFields, writeJson } from './write-json.ts';

const options = { useJsonName: false };

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html, and 1.0 beside it. */
export function jsonProtocol(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    operationName(_model, { headers }) {
      const target = headers['x-amz-target'];
      return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
    },
    readInput: (operation, { body }) =>
      readJson(operation.input, parseJsonBody(body), options) as Record<string, unknown>,
    writeOutput: (_model, { output }, value, requestId) => ({
      status: 200,
      headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
      body: output.kind === 'unit' ? '' : JSON.stringify(writeJson(output, value ?? {}, options)),
    }),
    writeError: (model, failure, requestId) => writeJsonError(model, failure, requestId, contentType),
  };
}

/** The error body that all JSON protocols share; restJson1 adds the code as a header. */
export function writeJsonError(
  model: ServiceModel | undefined,
  { code, message, statusCode, members }: Failure,
  requestId: string,
  contentType: string,
): WireResponse {
  const error = model?.errors.get(code);
  const fields = error?.shape.kind === 'structure' ? error.shape.fields : [];
  const messageName = fields.find(({ name }) => name.toLowerCase() === 'message')?.name ?? 'message';
  const type = error?.name ?? code;
  const headers: Record<string, string> = { 'content-type': contentType, 'x-amzn-requestid': requestId };
  if (model?.queryCompatible) {
    headers['x-amzn-query-error'] = `${error?.queryCode ?? code};${statusCode < 500 ? 'Sender' : 'Receiver'}`;
  }
  if (model?.protocol === 'restJson1') headers['x-amzn-errortype'] = type;
  const body = {
    __type: contentType.endsWith('1.0') && model ? `${model.namespace}#${type}` : type,
    ...writeFields(fields, members, { useJsonName: model?.protocol === 'restJson1' }),
    [messageName]: message,
  };
  return { status: statusCode, headers, body: JSON.stringify(body) };
}

/** @throws `SerializationException` for what is no JSON object; an empty body stands for `{}`. */
export function parseJsonBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AwsError(
      'SerializationException',
      `The request body is not JSON: ${(cause as Error).message}`,
      {
        statusCode: 400,
        cause,
      },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serializationError('', 'an object', value);
  }
  return value as Record<string, unknown>;
}
