/** What tells our comment from others. */
export const marker = '<!-- phaseline -->';

/** GitHub takes no longer comments. */
const longest = 65_536;

/** The comment with one of its sections replaced, or added at the end. Pure. */
export function withSection(comment: string, section: string, text: string): string {
  const [start, end] = [`<!-- phaseline:${section} -->`, `<!-- /phaseline:${section} -->`];
  // What is put in must not end the section, nor begin another.
  const inner = shorten(text.replaceAll('<!-- ', '<!--'), longest / 2);
  const part = `${start}\n${inner.trim()}\n${end}`;
  const from = comment.indexOf(start);
  const to = comment.indexOf(end);
  if (from >= 0 && to > from) return comment.slice(0, from) + part + comment.slice(to + end.length);
  return `${comment === '' ? marker : comment.trimEnd()}\n\n${part}\n`;
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}\n\n(shortened; the whole is in the summary of the run)`;
}
