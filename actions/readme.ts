import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs?: Readonly<Record<string, { description: string }>>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const [start, end] = ['<!-- made from action.yml by `npx nx readme actions` -->', '<!-- end -->'];

/** The folders of the actions, by name. */
export function actionNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('action.yml'))
    .map((entry) => entry.name)
    .sort();
}

/** What the README of an action must be: its own text, with the part between the marks made from action.yml. */
export function renderReadme(name: string): string {
  const action = parse(readFileSync(join(folder, name, 'action.yml'), 'utf8')) as ActionFile;
  const current = readReadme(name) ?? `# ${action.name}\n\n${start}\n${end}\n`;
  const [before = '', rest = ''] = current.split(start);
  const after = rest.split(end)[1] ?? '\n';
  return `${before}${start}\n\n${generated(action)}\n${end}${after}`;
}

/** The README as it is; undefined when there is none. */
export function readReadme(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name, 'README.md'), 'utf8');
  } catch {
    return undefined;
  }
}

function generated(action: ActionFile): string {
  const inputs = Object.entries(action.inputs ?? {}).map(([name, input]) => [
    `\`${name}\``,
    input.required === true ? 'required' : input.default ? `\`${input.default}\`` : '',
    input.description,
  ]);
  const outputs = Object.entries(action.outputs ?? {}).map(([name, output]) => [
    `\`${name}\``,
    output.description,
  ]);
  return [
    action.description,
    '',
    '## Inputs',
    '',
    ...markdownTable(['input', 'default', 'what it is'], inputs),
    '',
    '## Outputs',
    '',
    ...markdownTable(['output', 'what it is'], outputs),
    '',
  ].join('\n');
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of actionNames()) writeFileSync(join(folder, name, 'README.md'), renderReadme(name));
}
