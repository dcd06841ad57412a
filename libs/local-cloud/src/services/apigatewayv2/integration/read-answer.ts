import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Reply } from '../data-plane/reply.ts';

type Header = readonly [name: string, value: string];

/** Framing is API Gateway's own affair, whatever a function says of it. */
const DROPPED = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * What a function's answer means to the client. In format 2.0 an answer without `statusCode` is itself the body of a 200.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @returns undefined when the answer is not of the form that the format asks for.
 */
export function readAnswer(payload: Buffer, format: string): Reply | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  if (!isObject || (answer as { statusCode?: unknown }).statusCode === undefined) {
    if (format !== '2.0') return undefined;
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text) };
  }
  return readStructured(answer as Record<string, unknown>, format);
}

function readStructured(answer: Record<string, unknown>, format: string): Reply | undefined {
  const status = Number(answer.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const { body = '', isBase64Encoded } = answer;
  if (typeof body !== 'string' && body !== null) return undefined;
  const headers = [
    ...readHeaders(answer.headers),
    ...(format === '1.0' ? readHeaders(answer.multiValueHeaders) : []),
    ...(format === '2.0' ? readHeaders({ 'set-cookie': answer.cookies ?? [] }) : []),
  ];
  if (!headers.every(isValid)) return undefined;
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type') && body !== '' && body !== null) {
    headers.push(['content-type', 'text/plain;charset=UTF-8']);
  }
  return {
    status: status < 200 ? 200 : status,
    headers,
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function readHeaders(headers: unknown): Header[] {
  if (typeof headers !== 'object' || headers === null) return [];
  return Object.entries(headers)
    .filter(([name, value]) => !DROPPED.has(name.toLowerCase()) && value !== null && value !== undefined)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): Header => [name, String(one)]),
    );
}

function isValid([name, value]: Header): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
