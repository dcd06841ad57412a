/** Something that there is in the account, as its service's own API shows it. */
export interface Item {
  /** The signing name. */
  readonly service: string;
  /** What the service calls such a thing, e.g. `function`. */
  readonly kind: string;
  readonly name: string;
  /** All that the API tells of it but what changes by itself, as plain JSON. */
  readonly state: unknown;
}

/** How SDK clients find the cloud. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Lists everything of one service. */
export type Inventory = (options: ClientOptions) => Promise<Item[]>;

/** Counts, sizes and times of last use: they change without anybody changing the thing. */
const changing =
  /^(\$metadata|ResponseMetadata|Approximate\w+|LastModifiedTimestamp|ItemCount|TableSizeBytes|storedBytes|RoleLastUsed|lastRecordedPullTime|runningCount|pendingCount|runningTasksCount|pendingTasksCount|events|deployments|LastProcessingResult|StateUpdatedTimestamp|StateReason\w*|StateValue|StateTransitionedTimestamp)$/;

/** An item, without what changes by itself. */
export function item(service: string, kind: string, name: string | undefined, state: unknown): Item {
  return { service, kind, name: name ?? '', state: plain(state) };
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (changing.test(key) ? undefined : inner)) ?? 'null',
  );
}

/** Every page of a paginator, read through `pick`. */
export async function everyItem<Page, Found>(
  pages: AsyncIterable<Page>,
  pick: (page: Page) => readonly Found[] | undefined,
): Promise<Found[]> {
  const found: Found[] = [];
  for await (const page of pages) found.push(...(pick(page) ?? []));
  return found;
}

/** One after the other: a service has few things, and a burst of calls would hide what else goes on. */
export async function inTurn<From, To>(
  list: readonly From[],
  work: (from: From) => Promise<To>,
): Promise<To[]> {
  const done: To[] = [];
  for (const from of list) done.push(await work(from));
  return done;
}
