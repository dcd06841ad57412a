/** How calls are broken. */
export interface Fault {
  readonly id: string;
  /** `throttle`: the service's own throttling error; `error`: a 5xx; `timeout`: no answer; `reset`: the connection dies. */
  readonly kind: 'throttle' | 'error' | 'timeout' | 'reset';
  /** Signing name; every service when absent. */
  readonly service?: string;
  /** Every operation when absent. */
  readonly operation?: string;
  /** The share of matching calls that it hits, above 0 to 1. */
  readonly rate: number;
  /** How many calls it hits before it is spent; unlimited when absent. */
  readonly count?: number;
  /** Makes `rate` repeatable: the same calls in the same order are hit. */
  readonly seed: number;
  /** The status of `error`, 500 to 599 (but 501, which says that something is not built). */
  readonly status: number;
  /** `after` lets the call take effect and loses its answer. */
  readonly when: 'before' | 'after';
}

const kinds = ['throttle', 'error', 'timeout', 'reset'] as const;
const members = new Set(['kind', 'service', 'operation', 'rate', 'count', 'seed', 'status', 'when']);

/**
 * A fault from what was posted to `/_cloud/faults`.
 * @throws {TypeError} naming the member that is wrong, what it may be, and what it was.
 */
export function parseFault(id: string, value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(
      'A fault must be a JSON object, e.g. {"kind":"throttle","service":"sqs","rate":0.1}.',
    );
  }
  const source = value as Record<string, unknown>;
  for (const name of Object.keys(source)) {
    if (!members.has(name)) throw wrong(name, `one of ${[...members].join(', ')}`, name);
  }
  const kind = kinds.find((known) => known === source.kind);
  if (kind === undefined) throw wrong('kind', `one of ${kinds.join(', ')}`, source.kind);
  const { rate = 1, seed = 1, status = 500, when = 'before', count, service, operation } = source;
  if (typeof rate !== 'number' || !(rate > 0 && rate <= 1))
    throw wrong('rate', 'a number above 0 and at most 1', rate);
  if (!isInteger(seed, 0, 4_294_967_295)) throw wrong('seed', 'an integer from 0 to 4294967295', seed);
  if (!isInteger(status, 500, 599) || status === 501)
    throw wrong('status', 'from 500 to 599, but not 501', status);
  if (when !== 'before' && when !== 'after') throw wrong('when', 'before or after', when);
  if (count !== undefined && !isInteger(count, 1, Number.MAX_SAFE_INTEGER))
    throw wrong('count', 'a whole number from 1', count);
  if (service !== undefined && (typeof service !== 'string' || service === ''))
    throw wrong('service', "a signing name such as 'sqs'", service);
  if (operation !== undefined && (typeof operation !== 'string' || operation === ''))
    throw wrong('operation', "an operation's name such as 'SendMessage'", operation);
  return {
    id,
    kind,
    rate,
    seed,
    status,
    when,
    ...(count === undefined ? {} : { count }),
    ...(service === undefined ? {} : { service }),
    ...(operation === undefined ? {} : { operation }),
  };
}

function isInteger(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

function wrong(name: string, expected: string, found: unknown): TypeError {
  return new TypeError(`${name} must be ${expected}; found ${JSON.stringify(found) ?? 'nothing'}.`);
}
