import type { AwsPlace, Resource, Tags } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';

/** What only AWS knows of a resource: ARNs with random parts, ids, addresses. */
export type Outputs = Readonly<Record<string, string>>;

/** The fields of a resource that we own, as plain JSON. */
export type State = Readonly<Record<string, unknown>>;

/** A resource as it is on AWS. */
export interface Observed {
  /** The fields we own only: what autoscaling or AWS's defaults set is never drift. */
  readonly state: State;
  /** Undefined where the kind has no tags. */
  readonly tags?: Tags | undefined;
  readonly outputs: Outputs;
  /** It is there, but not ready to be used. */
  readonly pending?: boolean;
}

/** What a kind works with. */
export interface KindScope {
  readonly clients: Clients;
  readonly place: AwsPlace;
  readonly signal: AbortSignal | undefined;
  /** To be handed to every SDK call. */
  readonly options: { abortSignal?: AbortSignal };
  readonly lookup: Lookup;
  /** Tells whoever waits what is going on. */
  readonly note: (resource: Resource, detail: string) => void;
}

/** What another resource gave as its output; undefined while that is not there. */
export type Lookup = (id: string, output: string) => string | undefined;

/** One field that is not as it should be. */
export interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One kind of resource: how it is found, compared, put right and removed. Every method may be repeated at any time. */
export interface Kind<R extends Resource> {
  /** What is there under its name; undefined when nothing is. */
  read(resource: R, scope: KindScope): Promise<Observed | undefined>;
  /** What `read` should find: same fields, same normal form. Pure. */
  want(resource: R, lookup: Lookup): State;
  /** Creates it (nothing observed) or puts `changes` right. Gives its outputs. */
  apply(
    resource: R,
    current: { observed: Observed | undefined; changes: readonly Change[] },
    scope: KindScope,
  ): Promise<Outputs>;
  remove(resource: R, observed: Observed, scope: KindScope): Promise<void>;
  /** Resolves when it can be used; called after a change, or when it was found pending. */
  ready?(resource: R, scope: KindScope): Promise<void>;
}

/** Whether one of the changes is to this field or within it. */
export function touches(changes: readonly Change[], ...fields: readonly string[]): boolean {
  return changes.some(({ field }) => fields.some((name) => field === name || field.startsWith(`${name}.`)));
}

/** The output of another resource that must be there by now. @throws Error naming both. */
export function mustLookup(lookup: Lookup, id: string, output: string): string {
  const value = lookup(id, output);
  if (value !== undefined) return value;
  throw new Error(
    `${id} is not there (no ${output}): provision the environment first (apply-phase, stage provision)`,
  );
}
