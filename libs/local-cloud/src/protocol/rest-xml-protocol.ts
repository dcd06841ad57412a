import { AwsError } from '../service.ts';
import { parseXml } from './parse-xml.ts';
import type { Protocol } from './protocol.ts';
import { queryProtocol } from './query-protocol.ts';
import { readXmlFields } from './read-xml.ts';
import { isBound, readBindings, writeBindings } from './rest-bindings.ts';
import { matchRoute } from './rest-routes.ts';
import { writeXml } from './write-xml.ts';

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, for services without payload members or attributes (Route 53). */
export const restXmlProtocol: Protocol = {
  operationName: (model, { method, path, query }) =>
    model && matchRoute(model, method, path, query)?.operation.name,
  readInput(operation, request) {
    const { input } = operation;
    if (input.kind !== 'structure') return {};
    const bound = readBindings(operation, request);
    const fields = input.fields.filter((field) => !isBound(field));
    if (fields.length === 0 || request.body.length === 0) return bound;
    return { ...readXmlFields(fields, parseXml(request.body.toString('utf8'))), ...bound };
  },
  writeOutput(model, operation, value, requestId) {
    const { output } = operation;
    const source = (value ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
    const status = writeBindings(operation, source, headers);
    if (output.kind !== 'structure') return { status, headers, body: '' };
    if (output.fields.some(({ traits }) => traits.httpPayload)) {
      throw new AwsError('NotImplemented', 'Payload members in XML are not built in this local cloud.');
    }
    const members = writeXml({ ...output, fields: output.fields.filter((field) => !isBound(field)) }, source);
    const body = `<${output.name} xmlns="${model.xmlNamespace}">${members}</${output.name}>`;
    return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
  },
  // The errors are those of the query protocol.
  writeError: (model, failure, requestId) => queryProtocol.writeError(model, failure, requestId),
};
