export { runWorkflow } from './run-workflow.ts';
export type { RunWorkflowOptions } from './run-workflow.ts';
export { WorkflowError, describeProblem } from './parser/problems.ts';
export type { Problem } from './parser/problems.ts';
export type { Annotation, JobRef, JobRun, Reporter, RunEvent, StepRun, WorkflowRun } from './events.ts';
export type { Conclusion } from './expressions/status-functions.ts';
export type { Json } from './expressions/json.ts';
