import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { data } from '../parser/packages.ts';
import type { FunctionDefinition } from '../parser/packages.ts';

/**
 * `hashFiles(pattern, ...)`: SHA-256 over the SHA-256 of every file in `workspace` that matches, in path order; empty when none does.
 * A pattern with `!` in front takes files out again.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions#hashfiles
 */
export function hashFilesFunction(workspace: string): FunctionDefinition {
  return {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...args) =>
      new data.StringData(
        hashFiles(
          workspace,
          args.map((arg) => arg.coerceString()),
        ),
      ),
  };
}

function hashFiles(workspace: string, patterns: readonly string[]): string {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    for (const file of globSync(negated ? pattern.slice(1) : pattern, { cwd: workspace })) {
      if (negated) files.delete(file);
      else if (statSync(join(workspace, file)).isFile()) files.add(file);
    }
  }
  if (files.size === 0) return '';
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}
