import type { Finding } from './finding.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** A finding of one rule in one file; which rule and which file is known where the rule is called. */
export type RuleFinding = Omit<Finding, 'rule' | 'file'>;

/**
 * Checks one file. Pure.
 *
 * @param all every workflow and action of the repository, for rules about how files hang together.
 */
export type Rule = (file: WorkflowFile, all: readonly WorkflowFile[]) => RuleFinding[];
