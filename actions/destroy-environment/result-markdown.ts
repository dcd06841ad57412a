/** What became of an environment's resources, as Markdown: every one is listed. Pure. */
export function resultMarkdown(
  environment: string,
  { removed, left }: { removed: readonly string[]; left: readonly string[] },
): string {
  const list = (ids: readonly string[]) => ids.map((id) => `- \`${id}\``).join('\n');
  return [
    `### ${environment}: ${removed.length} resources removed`,
    ...(left.length === 0
      ? []
      : [`${left.length} could not be removed, and the next sweep tries again:`, list(left)]),
    ...(removed.length === 0 ? [] : [...(left.length === 0 ? [] : ['Removed:']), list(removed)]),
  ].join('\n\n');
}
