import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseWorkflowFile } from './workflow-file.ts';
import type { WorkflowFile } from './workflow-file.ts';

const patterns = ['.github/workflows/*.{yml,yaml}', '{actions,.github/actions}/*/action.{yml,yaml}'];

/**
 * Reads every workflow and every action's metadata of a repository.
 *
 * @param root the repository's folder.
 */
export function readRepository(root: string): WorkflowFile[] {
  return globSync(patterns, { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => parseWorkflowFile(path, readFileSync(join(root, path), 'utf8')));
}
