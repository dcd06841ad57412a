import type { Resource, ResourceKind, Tags } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import type { KindScope, Outputs } from '../engine/kind.ts';
import { kindOf } from '../kinds/index.ts';

/** Something that is there, whoever made it: how to ask for its tags, and how it is removed. */
export interface Listed {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly tags: () => Promise<Tags>;
  /** Removing what is gone is fine. */
  readonly remove: (scope: KindScope) => Promise<void>;
}

/** What a list is made with. */
export interface ListScope {
  readonly clients: Clients;
  readonly options: { abortSignal?: AbortSignal };
  /** Whether something of that name is looked for: more calls are only made for those. */
  readonly isOfInterest: (name: string) => boolean;
}

/** Lists everything of some kinds. Lists are cheap; tags are asked for only where a name is of interest. */
export type Lister = (scope: ListScope) => Promise<Listed[]>;

/**
 * Removes something as its kind does, of which no more is known than what it is called.
 * @param outputs what only AWS knows of it, as far as the kind removes it by that
 * @param fields of the resource, as far as the kind removes it by them
 */
export function removeAs(
  kind: ResourceKind,
  name: string,
  outputs: Outputs = {},
  fields: object = {},
): Listed['remove'] {
  // A kind asks for the name when it removes, and for what is given here.
  const resource = { kind, name, id: `${kind}/${name}`, ...fields } as unknown as Resource;
  return async (scope) => await kindOf(resource).remove(resource, { state: {}, outputs }, scope);
}

/** The last part of an ARN or URL. */
export function lastOf(text: string, separator: string): string {
  return text.split(separator).at(-1) ?? '';
}

/** Every item of every page. */
export async function everyPage<Page, Item>(
  read: (token: string | undefined) => Promise<Page>,
  split: (page: Page) => readonly [items: readonly Item[] | undefined, next: string | undefined],
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const [more = [], next] = split(await read(token));
    items.push(...more);
    token = next;
  } while (token);
  return items;
}
