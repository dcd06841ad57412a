import type { Shape } from './shape.ts';
import type { Protocol, WireRequest, WireResponse } from './protocol.ts';
import { readQuery } from './read-query.ts';
import { element, escapeXml, writeXml } from './write-xml.ts';

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryProtocol: Protocol = {
  operationName: (_model, request) => parametersOf(request).get('Action') ?? undefined,
  readInput: ({ input }, request) => readQuery(input, parametersOf(request), false),
  writeOutput(model, { name, output }, value, requestId) {
    const result = output.kind === 'unit' ? '' : element(`${name}Result`, writeXml(output, value));
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    return xml(
      200,
      requestId,
      `<${name}Response xmlns="${model.xmlNamespace}">${result}${metadata}</${name}Response>`,
    );
  },
  writeError(model, { code, message, statusCode, members }, requestId) {
    const error = model?.errors.get(code);
    const detail =
      element('Type', statusCode < 500 ? 'Sender' : 'Receiver') +
      element('Code', escapeXml(error?.queryCode ?? code)) +
      element('Message', escapeXml(message)) +
      (error ? writeXml(withoutMessage(error.shape), members) : '');
    const body = element('Error', detail) + element('RequestId', requestId);
    return xml(
      statusCode,
      requestId,
      `<ErrorResponse xmlns="${model?.xmlNamespace ?? ''}">${body}</ErrorResponse>`,
    );
  },
};

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Protocol: Protocol = {
  operationName: (model, request) => queryProtocol.operationName(model, request),
  readInput: ({ input }, request) => readQuery(input, parametersOf(request), true),
  writeOutput(model, { name, output }, value, requestId) {
    // The operations without an output answer this one member all the same.
    const members = output.kind === 'unit' ? element('return', 'true') : writeXml(output, value);
    return xml(
      200,
      requestId,
      `<${name}Response xmlns="${model.xmlNamespace}/">${element('requestId', requestId)}${members}</${name}Response>`,
    );
  },
  writeError(_model, { code, message, statusCode }, requestId) {
    const error = element('Error', element('Code', escapeXml(code)) + element('Message', escapeXml(message)));
    return xml(
      statusCode,
      requestId,
      element('Response', element('Errors', error) + element('RequestID', requestId)),
    );
  },
};

/** The parameters of the body and, for calls by GET, of the URL. */
function parametersOf({ body, query }: WireRequest): URLSearchParams {
  return body.length > 0 ? new URLSearchParams(body.toString('utf8')) : query;
}

function withoutMessage(shape: Shape): Shape {
  if (shape.kind !== 'structure') return shape;
  return { ...shape, fields: shape.fields.filter(({ name }) => name.toLowerCase() !== 'message') };
}

function xml(status: number, requestId: string, body: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=utf-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
