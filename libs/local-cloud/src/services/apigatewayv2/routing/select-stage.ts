import type { StageRecord } from '../model.ts';

/** The stage that a path is for, and the path within it: a stage's name is the first segment, `$default` has none. */
export function selectStage(
  stages: ReadonlyMap<string, StageRecord>,
  path: string,
): { stage: StageRecord; path: string } | undefined {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const named = first === '$default' ? undefined : stages.get(first);
  if (named !== undefined) return { stage: named, path: rest === '' ? '/' : rest };
  const fallback = stages.get('$default');
  return fallback && { stage: fallback, path };
}
