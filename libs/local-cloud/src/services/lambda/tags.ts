import { invalid } from './errors.ts';

/** Adds tags to what is there. @throws `InvalidParameterValueException` for a tag that AWS refuses, or more than 50. */
export function mergeTags(tags: Map<string, string>, added: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(added)) {
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:') || value.length > 256) {
      throw invalid(`Tag '${key}' is invalid.`);
    }
  }
  const merged = new Map([...tags, ...Object.entries(added)]);
  if (merged.size > 50) throw invalid(`A resource takes at most 50 tags, found ${merged.size}.`);
  for (const [key, value] of merged) tags.set(key, value);
}
