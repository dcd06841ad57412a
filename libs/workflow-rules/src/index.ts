export { describeFinding } from './finding.ts';
export type { Finding } from './finding.ts';
export { lintRepository } from './lint.ts';
export type { LintResult } from './lint.ts';
