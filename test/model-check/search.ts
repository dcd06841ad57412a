/** A world: small integers are its state, and it says what can happen next. */
export interface Model {
  readonly initial: readonly number[];
  /** Calls `emit` for everything that can happen; `broken` names an invariant that happening so breaks. */
  next(state: readonly number[], emit: (label: () => string, next: number[], broken?: string) => void): void;
  /** The invariant that a state breaks. */
  violation(state: readonly number[]): string | undefined;
  isGoal(state: readonly number[]): boolean;
}

export interface Counterexample {
  readonly invariant: string;
  /** What happened, and the state after it; the first entry is the beginning. */
  readonly trace: readonly { readonly label: string; readonly state: readonly number[] }[];
}

export interface SearchResult {
  readonly states: number;
  readonly edges: number;
  /** How many happenings away from the beginning the last new state was. */
  readonly depth: number;
  readonly counterexample: Counterexample | undefined;
}

/** Every state is a string of one character a number: compact, and a key. */
const encode = (state: readonly number[]): string => String.fromCharCode(...state);
const decode = (key: string): number[] => {
  const state: number[] = [];
  for (let index = 0; index < key.length; index++) state.push(key.charCodeAt(index));
  return state;
};

/**
 * Visits every reachable state, breadth first, so that a counterexample is one of the shortest. Then asks whether a goal can be reached
 * from each of them.
 * @throws Error when there are more than `limit` states
 */
export function search(model: Model, limit = 3_000_000): SearchResult {
  const keys: string[] = [];
  const ids = new Map<string, number>();
  const parents: number[] = [];
  const sources: number[] = [];
  const targets: number[] = [];
  const goals: number[] = [];
  const depths: number[] = [];
  const add = (key: string, parent: number): number => {
    const id = keys.length;
    if (id >= limit)
      throw new Error(`more than ${limit} states: the world is not as small as it was meant to be`);
    ids.set(key, id);
    keys.push(key);
    parents.push(parent);
    depths.push(parent < 0 ? 0 : (depths[parent] ?? 0) + 1);
    return id;
  };
  const result = (counterexample?: Counterexample): SearchResult => ({
    states: keys.length,
    edges: targets.length,
    depth: depths.at(-1) ?? 0,
    counterexample,
  });
  add(encode(model.initial), -1);
  for (let id = 0; id < keys.length; id++) {
    const state = decode(keys[id] ?? '');
    const broken = model.violation(state);
    if (broken !== undefined) return result({ invariant: broken, trace: traceTo(model, keys, parents, id) });
    if (model.isGoal(state)) goals.push(id);
    let failure: Counterexample | undefined;
    model.next(state, (label, next, brokenStep) => {
      if (brokenStep !== undefined) {
        failure ??= {
          invariant: brokenStep,
          trace: [...traceTo(model, keys, parents, id), { label: label(), state: next }],
        };
        return;
      }
      const key = encode(next);
      const target = ids.get(key) ?? add(key, id);
      if (target === id) return;
      sources.push(id);
      targets.push(target);
    });
    if (failure) return result(failure);
  }
  const trapped = firstWithout(goals, sources, targets, keys.length);
  if (trapped === undefined) return result();
  return result({
    invariant: 'the goal is reachable from everywhere',
    trace: traceTo(model, keys, parents, trapped),
  });
}

/** The first state from which no goal is reachable. */
function firstWithout(
  goals: readonly number[],
  sources: readonly number[],
  targets: readonly number[],
  count: number,
): number | undefined {
  const starts = new Uint32Array(count + 1);
  for (const target of targets) starts[target + 1] = (starts[target + 1] ?? 0) + 1;
  for (let id = 0; id < count; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const filled = starts.slice();
  const before = new Uint32Array(targets.length);
  targets.forEach((target, edge) => {
    const place = filled[target] ?? 0;
    before[place] = sources[edge] ?? 0;
    filled[target] = place + 1;
  });
  const reaches = new Uint8Array(count);
  const queue = [...goals];
  for (const id of goals) reaches[id] = 1;
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (let edge = starts[id] ?? 0; edge < (starts[id + 1] ?? 0); edge++) {
      const source = before[edge] ?? 0;
      if (reaches[source] === 1) continue;
      reaches[source] = 1;
      queue.push(source);
    }
  }
  const trapped = reaches.indexOf(0);
  return trapped < 0 ? undefined : trapped;
}

/** Labels are not kept: what led from one state to the next is found again. */
function traceTo(model: Model, keys: string[], parents: number[], id: number): Counterexample['trace'] {
  const path: number[] = [];
  for (let at = id; at >= 0; at = parents[at] ?? -1) path.unshift(at);
  return path.map((at, index) => {
    const state = decode(keys[at] ?? '');
    const from = path[index - 1];
    if (from === undefined) return { label: 'the beginning', state };
    let label = '';
    model.next(decode(keys[from] ?? ''), (say, next) => {
      if (label === '' && encode(next) === keys[at]) label = say();
    });
    return { label, state };
  });
}
