const patterns = new Map<string, RegExp>();
const patternsWithoutCase = new Map<string, RegExp>();

/** Whether a text fits a pattern in which `*` is any text and `?` any one character. */
export function matches(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === '*' || pattern === text) return true;
  const known = ignoreCase ? patternsWithoutCase : patterns;
  let regex = known.get(pattern);
  if (regex === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.');
    regex = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    // Policies are few, but a program may put thousands of them one after the other.
    if (known.size > 2000) known.clear();
    known.set(pattern, regex);
  }
  return regex.test(text);
}

/** As {@link matches}, but part by part: a wildcard in one part of an ARN does not reach into the next. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = splitArn(pattern);
  const parts = splitArn(arn);
  return wanted.length === parts.length && wanted.every((part, index) => matches(part, parts[index] ?? ''));
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
