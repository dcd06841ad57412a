import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../system/copy-workspace.ts';

/**
 * The commands that a page tells people to type: its indented lines, without what is remarked behind them.
 * @param page from the repository's root
 * @param values what to put for the words in capitals, such as OWNER
 */
export async function documentedCommands(
  page: string,
  values: Readonly<Record<string, string>>,
): Promise<string[]> {
  const text = await readFile(join(root, page), 'utf8');
  const words = new RegExp(`\\b(${Object.keys(values).join('|')})\\b`, 'g');
  return text
    .split('\n')
    .filter((line) => /^ {4}\S/.test(line))
    .map((line) => line.replace(/ +#.*$/, '').trim())
    .map((line) => line.replaceAll(words, (word) => values[word] ?? word));
}
