import { escapePattern } from '../escape-pattern.ts';

/**
 * Turns one of GitHub's filter patterns (branches, tags, paths) into a regular expression: `*` and `?`... stop at `/` only for `*`,
 * `**` crosses it, `?` and `+` repeat what is before them, `[]` is one of a set, `\` escapes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function filterPattern(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern[index] ?? '';
    if (char === '*' && pattern[index + 1] === '*') {
      // `**/` also matches nothing at all, so that `**/docs/**` finds docs at the top.
      const folder = pattern[index + 2] === '/' && (index === 0 || pattern[index - 1] === '/');
      source += folder ? '(?:.*/)?' : '.*';
      index += folder ? 2 : 1;
    } else if (char === '*') source += '[^/]*';
    else if (char === '?' || char === '+') source += char;
    else if (char === '[') {
      const end = pattern.indexOf(']', index);
      if (end < 0) throw new Error(`filter pattern '${pattern}' has no ']' for its '['`);
      source += `[${pattern.slice(index + 1, end)}]`;
      index = end;
    } else if (char === '\\') {
      index += 1;
      source += escapePattern(pattern[index] ?? '');
    } else source += escapePattern(char);
  }
  return new RegExp(`^${source}$`);
}

/** Whether the patterns, in order, leave `value` in: a later `!pattern` takes out what an earlier one took in, and the other way round. */
export function matchesPatterns(value: string, patterns: readonly string[]): boolean {
  let included = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (filterPattern(negated ? pattern.slice(1) : pattern).test(value)) included = !negated;
  }
  return included;
}
