import type { Finding } from './finding.ts';
import { askLanguageService } from './language-service.ts';
import { readRepository } from './read-repository.ts';
import { rules } from './rules/index.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** What was looked at, and what is wrong. */
export interface LintResult {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Holds every workflow and action of a repository to GitHub's parser, to GitHub's language service and to the rules.
 *
 * @param root the repository's folder.
 */
export async function lintRepository(root: string): Promise<LintResult> {
  const files = readRepository(root);
  const findings: Finding[] = [];
  for (const file of files) {
    findings.push(...checkRules(file, files));
    findings.push(...(await askLanguageService(root, file)));
  }
  return { files: files.map(({ path }) => path), findings };
}

/** Every rule over one file; none where it is wrong by the schema, which the language service says too: the rules would only guess. */
function checkRules(file: WorkflowFile, all: readonly WorkflowFile[]): Finding[] {
  if (file.problems.length > 0) return [];
  return Object.entries(rules).flatMap(([rule, check]) =>
    check(file, all).map((finding) => ({ rule, file: file.path, ...finding })),
  );
}
