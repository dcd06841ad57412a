import { textOf } from '../expressions/json.ts';
import type { Json } from '../expressions/json.ts';
import type { Workflow } from '../model.ts';
import { WorkflowError } from '../parser/problems.ts';

/**
 * Checks the inputs of a workflow_dispatch against the workflow and fills in defaults. Returns them typed, for the `inputs` context.
 * Throws a WorkflowError naming every input that is unknown, missing or of the wrong kind.
 */
export function dispatchInputs(
  workflow: Workflow,
  given: Readonly<Record<string, unknown>>,
): Record<string, Json> {
  const problems: string[] = [];
  const known = workflow.dispatch.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (!known.some((each) => each.toLowerCase() === name.toLowerCase())) {
      problems.push(`no input '${name}'; its inputs: ${known.join(', ') || 'none'}`);
    }
  }
  const result: Record<string, Json> = {};
  for (const input of workflow.dispatch) {
    const { name, type } = input;
    const key = Object.keys(given).find((each) => each.toLowerCase() === name.toLowerCase());
    const text = textOf((key === undefined ? undefined : given[key]) ?? input.default);
    if (text === '') {
      if (input.required) problems.push(`input '${name}' is required`);
      result[name] = type === 'boolean' ? false : '';
    } else if (type === 'boolean') {
      if (text !== 'true' && text !== 'false')
        problems.push(`input '${name}' must be true or false, not '${text}'`);
      result[name] = text === 'true';
    } else if (type === 'number') {
      if (Number.isNaN(Number(text))) problems.push(`input '${name}' must be a number, not '${text}'`);
      result[name] = Number(text);
    } else {
      if (type === 'choice' && !input.options.includes(text)) {
        problems.push(`input '${name}' must be one of ${input.options.join(', ')}, not '${text}'`);
      }
      result[name] = text;
    }
  }
  if (problems.length > 0)
    throw new WorkflowError(problems.map((message) => ({ file: workflow.path, message })));
  return result;
}
