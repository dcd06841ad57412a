import { randomUUID } from 'node:crypto';
import type { OrderAccepted, OrderPlaced, Problem } from '@phaseline/contracts';
import { expect } from 'vitest';

/** A running order API. */
export interface Target {
  /** `http://host:port`, without a slash at its end. */
  readonly baseUrl: string;
  /** Every event published so far, as a subscriber of the topic has received it. */
  published(): Promise<readonly PublishedEvent[]>;
}

/** An event as a subscriber received it. */
export interface PublishedEvent {
  readonly event: OrderPlaced;
  readonly traceparent: string | undefined;
}

/** Posts `body` to `/orders`; an object is sent as JSON. */
export async function post(
  { baseUrl }: Target,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  return fetch(`${baseUrl}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: raw ? body : JSON.stringify(body),
  });
}

/** Posts an order that must be accepted. */
export async function place(
  target: Target,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<OrderAccepted> {
  const response = await post(target, body, headers);
  const text = await response.text();
  if (response.status !== 202) throw new Error(`Expected 202, not ${response.status}: ${text}`);
  return JSON.parse(text) as OrderAccepted;
}

/** Reads an answer that must be a well-formed problem of its own status. */
export async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json; charset=utf-8') {
    throw new Error(`Expected a problem, not ${response.status} ${type}: ${text}`);
  }
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({
    status: response.status,
    type: expect.stringMatching(/^\/docs#[a-z-]+$/),
    title: expect.any(String),
  });
  return problem;
}

/** The events of one customer that have been published. */
export async function eventsOf(target: Target, email: string): Promise<readonly PublishedEvent[]> {
  const all = await target.published();
  return all.filter(({ event }) => event.customer.email === email);
}

/** A customer nobody else has ordered for, so that tests can tell their events apart. */
export function someCustomer(): { email: string } {
  return { email: `${randomUUID()}@example.com` };
}

/** One line that is always accepted. */
export const ITEM = { sku: 'MUG-STONEWARE', quantity: 1 };
