import { literalOf } from '@phaseline/workflow-runner/parser';
import type { Rule, RuleFinding } from '../rule.ts';
import { jobsOf, stepsOf } from '../workflow-file.ts';
import type { WorkflowFile } from '../workflow-file.ts';

interface Use {
  readonly line: number | undefined;
  readonly uses: string;
  /** What stands behind it on its line. */
  readonly comment: string;
}

/**
 * Whoever owns a third-party action can move its tags and branches, and the action then runs with this repository's rights. A commit
 * cannot be moved. The comment says which version that commit is, for readers and for Dependabot, which keeps both up to date.
 */
export const actionPins: Rule = (file, all) => {
  const elsewhere = new Map(all.flatMap(thirdParty).map(({ uses }) => [nameOf(uses), uses] as const));
  return thirdParty(file).flatMap(({ line, uses, comment }): RuleFinding[] => {
    const finding = (message: string, fix: string) => [{ line, message, fix }];
    if (uses.startsWith('docker://'))
      return /@sha256:[0-9a-f]{64}$/.test(uses)
        ? []
        : finding(`${uses} can be pushed anew by its owner`, 'name the image by digest, @sha256:...');
    if (!/@[0-9a-f]{40}$/.test(uses))
      return finding(
        `${uses} is not pinned: its owner can change what it runs`,
        `write the full commit, uses: ${nameOf(uses)}@<40 hex digits> # v1.2.3`,
      );
    if (!/^\s+# v\d+\.\d+\.\d+$/.test(comment))
      return finding(`${uses} does not say which version that is`, 'add the comment # v1.2.3 behind it');
    const other = elsewhere.get(nameOf(uses));
    return other === undefined || other === uses
      ? []
      : finding(`${uses} is pinned to another commit elsewhere, ${other}`, 'use one commit everywhere');
  });
};

/** What a file uses that is not in this repository. */
function thirdParty(file: WorkflowFile): Use[] {
  const places = [...stepsOf(file), ...jobsOf(file)].map(({ keys }) => keys.get('uses'));
  return places.flatMap((token) => {
    const uses = literalOf(token);
    if (uses === undefined || uses.startsWith('./')) return [];
    const text = file.lines[(token?.line ?? 0) - 1] ?? '';
    return [{ line: token?.line, uses, comment: text.slice(text.indexOf(uses) + uses.length) }];
  });
}

const nameOf = (uses: string) => uses.split('@')[0] ?? uses;
