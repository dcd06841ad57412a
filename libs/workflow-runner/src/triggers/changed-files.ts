import { textOf } from '../expressions/json.ts';
import type { Json } from '../expressions/json.ts';

/** The files that the commits of a push's payload name, when they name any. */
export function filesOf(payload: { readonly [key: string]: Json }): string[] | undefined {
  const commits = Array.isArray(payload['commits']) ? payload['commits'] : [];
  const files = commits.flatMap((commit: Json) => {
    const { added, modified, removed } = (commit ?? {}) as Record<string, Json | undefined>;
    return [added, modified, removed].flatMap((list) => (Array.isArray(list) ? list.map(textOf) : []));
  });
  return files.length > 0 ? files : undefined;
}
