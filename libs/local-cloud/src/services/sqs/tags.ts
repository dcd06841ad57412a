import { invalidParameterValue } from './errors.ts';

/** @throws InvalidParameterValue for more than 50 tags, or a key or value that AWS would not take. */
export function assertTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > 50)
    throw invalidParameterValue(`Too many tags added for queue: ${entries.length}, at most 50.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:')) {
      throw invalidParameterValue(
        `Tag keys have 1 to 128 characters and do not begin with aws:, found '${key}'.`,
      );
    }
    if (value.length > 256)
      throw invalidParameterValue(`The value of tag '${key}' is longer than 256 characters.`);
  }
}
