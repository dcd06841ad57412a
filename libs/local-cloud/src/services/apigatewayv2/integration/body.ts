import { isUtf8 } from 'node:buffer';
import type { Call } from '../data-plane/call.ts';

const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b|application\/[\w.-]+\+(?:json|xml)\b)/i;

/** A body as an event carries it: text as it is, everything else as base64. */
export function eventBody({ body, headers }: Call): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = headers['content-type'];
  const isText = (type === undefined || TEXT.test(type)) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
