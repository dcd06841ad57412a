/** A workflow command on a line of output: `::name key=value,key=value::data`. */
export interface CommandLine {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * Reads a line as a workflow command; undefined when it is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function parseCommandLine(line: string): CommandLine | undefined {
  const match = /^\s*::([^\s:]+)(?: ([^]*?))?::([^]*)$/.exec(line);
  if (match === null) return undefined;
  const [, name = '', list = '', text = ''] = match;
  const properties: Record<string, string> = {};
  for (const pair of list.split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) properties[pair.slice(0, at).trim().toLowerCase()] = unescapeProperty(pair.slice(at + 1));
  }
  return { name: name.toLowerCase(), properties, data: unescapeData(text) };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
