import { jsonProtocol } from './json-protocol.ts';
import type { ProtocolName } from './model.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { ec2Protocol, queryProtocol } from './query-protocol.ts';
import { restJsonProtocol } from './rest-json-protocol.ts';
import { restXmlProtocol } from './rest-xml-protocol.ts';

/** Every wire protocol this cloud speaks, by its Smithy name. */
export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  awsJson1_0: jsonProtocol('1.0'),
  awsJson1_1: jsonProtocol('1.1'),
  restJson1: restJsonProtocol,
  restXml: restXmlProtocol,
  awsQuery: queryProtocol,
  ec2Query: ec2Protocol,
};

/** In which protocol to refuse a request whose service is not known: judged by its look. */
export function guessProtocol(request: WireRequest): Protocol {
  if (request.headers['x-amz-target'] !== undefined) return protocols.awsJson1_1;
  const form = request.headers['content-type']?.includes('x-www-form-urlencoded') ?? false;
  return form || request.query.has('Action') ? protocols.awsQuery : protocols.restJson1;
}
