const longest = 80;

/** Plain text for a cell of a table: nothing in it is Markdown, HTML or a mention. */
export function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|@#]/g, String.raw`\$&`).replace(/\s+/g, ' ');
}

/** A value as code in a cell of a table: one line, shortened in the middle, and nothing in it ends the code or the cell. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '¦');
  const short =
    line.length <= longest ? line : `${line.slice(0, longest / 2 - 1)}…${line.slice(-(longest / 2))}`;
  return line === '' ? '(empty)' : `\`${short}\``;
}
