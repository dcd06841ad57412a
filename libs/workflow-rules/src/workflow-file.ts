import {
  ACTION_ROOT,
  entries,
  getActionSchema,
  getWorkflowSchema,
  isBasicExpression,
  isBoolean,
  isMapping,
  isSequence,
  isString,
  problemsOf,
  readTemplateFile,
  WORKFLOW_ROOT,
} from '@phaseline/workflow-runner/parser';
import type { Problem, Token } from '@phaseline/workflow-runner/parser';

/** A workflow or an action's metadata, as GitHub's own parser reads it. */
export interface WorkflowFile {
  readonly kind: 'workflow' | 'action';
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly keys: ReadonlyMap<string, Token>;
  /** What GitHub's parser finds wrong. */
  readonly problems: readonly Problem[];
}

/** One job of a workflow. */
export interface JobEntry {
  readonly id: string;
  readonly line: number | undefined;
  readonly keys: ReadonlyMap<string, Token>;
}

/** One step of a job, or of a composite action. */
export interface StepEntry {
  readonly line: number | undefined;
  readonly keys: ReadonlyMap<string, Token>;
}

/**
 * Reads the text of a workflow or of an action's metadata; which of the two its name says.
 *
 * @param path from the repository's root.
 */
export function parseWorkflowFile(path: string, content: string): WorkflowFile {
  const kind = /(^|\/)action\.ya?ml$/.test(path) ? 'action' : 'workflow';
  const [schema, root] =
    kind === 'action' ? [getActionSchema(), ACTION_ROOT] : [getWorkflowSchema(), WORKFLOW_ROOT];
  const { context, value } = readTemplateFile({ name: path, content }, schema, root);
  return {
    kind,
    path,
    lines: content.split('\n'),
    keys: entries(value),
    problems: problemsOf(context, path),
  };
}

/** The names of the events that start a workflow, in the three forms that `on:` has. */
export function eventsOf({ keys }: WorkflowFile): string[] {
  const on = keys.get('on');
  if (on === undefined) return [];
  if (isString(on)) return [on.value];
  if (isSequence(on)) return Array.from(on, textOf);
  return [...entries(on).keys()];
}

/** The jobs of a workflow; none of an action. */
export function jobsOf({ keys }: WorkflowFile): JobEntry[] {
  const jobs = keys.get('jobs');
  if (jobs === undefined || !isMapping(jobs)) return [];
  return Array.from(jobs, ({ key, value }) => ({
    id: textOf(key),
    line: key.line,
    keys: entries(value),
  }));
}

/** Every step of a workflow's jobs, or of a composite action. */
export function stepsOf(file: WorkflowFile): StepEntry[] {
  const lists =
    file.kind === 'workflow'
      ? jobsOf(file).map(({ keys }) => keys.get('steps'))
      : [entries(file.keys.get('runs')).get('steps')];
  return lists.flatMap(stepsIn);
}

/** The steps of one job. */
export function stepsIn(list: Token | undefined): StepEntry[] {
  if (list === undefined || !isSequence(list)) return [];
  return Array.from(list, (step) => ({ line: step.line, keys: entries(step) }));
}

/** The text of a scalar, of an expression without its braces; empty for anything else. */
export function textOf(token: Token | undefined): string {
  if (token === undefined) return '';
  if (isString(token)) return token.value;
  if (isBoolean(token)) return String(token.value);
  return isBasicExpression(token) ? token.expression : '';
}
