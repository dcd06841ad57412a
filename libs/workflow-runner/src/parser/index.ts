// What else reads workflow and action files: the same parser, the same tokens, without running anything.
export {
  ACTION_ROOT,
  getActionSchema,
  getWorkflowSchema,
  isBasicExpression,
  isBoolean,
  isMapping,
  isSequence,
  isString,
  WORKFLOW_ROOT,
} from './packages.ts';
export type { Token } from './packages.ts';
export { expressionPaths, expressionsIn } from './expression-paths.ts';
export type { ExpressionPath } from './expression-paths.ts';
export { problemsOf, readTemplateFile } from './read-template.ts';
export { describeProblem } from './problems.ts';
export type { Problem } from './problems.ts';
export { entries, literalOf, mappingOf } from './tokens.ts';
