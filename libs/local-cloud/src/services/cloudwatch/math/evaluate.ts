import { validationError } from '../errors.ts';
import type { Series } from '../metrics/series.ts';
import type { Expression } from './parse.ts';

/** What an expression gives: one number for all periods, one series, or several. */
export type Value = number | Series | Series[];

const isSeries = (value: Value): value is Series => value instanceof Map;

const OPERATORS: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // A division by zero has no value in that period, as in CloudWatch.
  '/': (left, right) => (right === 0 ? NaN : left / right),
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

const REDUCERS: Record<string, (values: number[]) => number> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

const MAPPERS: Record<string, (value: number) => number> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

function mapSeries(series: Series, change: (value: number, at: number) => number): Series {
  return new Map(
    [...series]
      .map(([at, value]): [number, number] => [at, change(value, at)])
      .filter(([, value]) => Number.isFinite(value)),
  );
}

/** Combines values period by period; a period in which one of them has no data has no result. */
function combine(values: readonly (number | Series)[], join: (values: number[]) => number): number | Series {
  const series = values.filter((value) => isSeries(value));
  const [first] = series;
  if (first === undefined) return join(values as number[]);
  const shared = [...first.keys()].filter((at) => series.every((one) => one.has(at)));
  return mapSeries(new Map(shared.map((at) => [at, at])), (at) =>
    join(values.map((value) => (isSeries(value) ? (value.get(at) ?? NaN) : value))),
  );
}

/** Adds up several series, each period over those that have data in it. */
function reduceAcross(all: readonly Series[], reduce: (values: number[]) => number): Series {
  const periods = [...new Set(all.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  return new Map(periods.map((at) => [at, reduce(all.flatMap((one) => one.get(at) ?? []))]));
}

export interface Scope {
  /** The value of another query. */
  lookup(id: string): Value;
  /** Every metric (not expression) among the queries: what `METRICS()` stands for. */
  metrics(): Series[];
  /** The start of every period, in milliseconds since the epoch: what `FILL` fills. */
  periods(): number[];
}

function fill(series: Series, filler: Value | 'REPEAT', scope: Scope): Series {
  let last: number | undefined;
  const filled = new Map<number, number>();
  for (const at of scope.periods()) {
    const own = series.get(at);
    const value = own ?? (filler === 'REPEAT' ? last : typeof filler === 'number' ? filler : undefined);
    if (value !== undefined) filled.set(at, value);
    last = value;
  }
  return filled;
}

/** @throws `ValidationError` for a function this cloud does not have, or a value where it does not fit. */
export function evaluate(expression: Expression, scope: Scope): Value {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'metric') return scope.lookup(expression.id);
  if (expression.kind === 'negate')
    return combine([one(expression.operand, scope)], ([value = NaN]) => -value);
  if (expression.kind === 'list') return expression.items.map((item) => one(item, scope)).filter(isSeries);
  if (expression.kind === 'call') return callFunction(expression.name, expression.args, scope);
  const operate = OPERATORS[expression.operator];
  return combine(
    [one(expression.left, scope), one(expression.right, scope)],
    ([left = NaN, right = NaN]) => operate?.(left, right) ?? NaN,
  );
}

function one(operand: Expression, scope: Scope): number | Series {
  const value = evaluate(operand, scope);
  if (!Array.isArray(value)) return value;
  throw validationError('A list of time series stands where one time series is expected');
}

function callFunction(name: string, args: readonly Expression[], scope: Scope): Value {
  const [first, second, third] = args;
  if (name === 'METRICS') return scope.metrics();
  if (name === 'IF' && first !== undefined && second !== undefined && third !== undefined) {
    return combine(
      [first, second, third].map((arg) => one(arg, scope)),
      ([test, yes = NaN, no = NaN]) => (test !== 0 ? yes : no),
    );
  }
  const value = first === undefined ? undefined : evaluate(first, scope);
  if (name === 'FILL' && value !== undefined && second !== undefined) {
    if (!isSeries(value)) throw validationError('FILL needs one time series');
    const repeat = second.kind === 'metric' && second.id.toUpperCase() === 'REPEAT';
    return fill(value, repeat ? 'REPEAT' : evaluate(second, scope), scope);
  }
  const reduce = REDUCERS[name];
  if (reduce !== undefined && value !== undefined) {
    if (Array.isArray(value)) return reduceAcross(value, reduce);
    if (!isSeries(value)) return value;
    return value.size === 0 ? new Map() : reduce([...value.values()]);
  }
  const change = MAPPERS[name];
  if (change !== undefined && value !== undefined && !Array.isArray(value)) {
    return combine([value], ([single = NaN]) => change(single));
  }
  throw validationError(
    `The function '${name}' with ${args.length} arguments is not supported by the local cloud: use SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR, FILL, IF or METRICS.`,
  );
}
