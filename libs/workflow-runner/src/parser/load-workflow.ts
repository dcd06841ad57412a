import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Workflow } from '../model.ts';
import { convertWorkflowTemplate, getWorkflowSchema, WORKFLOW_ROOT } from './packages.ts';
import type { Token } from './packages.ts';
import { WorkflowError } from './problems.ts';
import type { Problem } from './problems.ts';
import { readJob } from './read-job.ts';
import { readPermissions } from './read-permissions.ts';
import { problemsOf, readTemplateFile } from './read-template.ts';
import { readCall, readDispatchInputs } from './read-inputs.ts';
import { entries, literalOf, mappingOf } from './tokens.ts';

/** GitHub's limit: a workflow and up to nine levels of workflows that it calls. */
const maxDepth = 10;

/** What is shared while one workflow and everything it uses are read. */
export interface Loader {
  readonly workspace: string;
  readonly problems: Problem[];
  /** The files being read, outermost first: a workflow that calls itself never ends. */
  readonly stack: readonly string[];
}

/**
 * Reads a workflow, the local workflows it calls and the local actions it uses. `path` is relative to `workspace` or absolute.
 * Throws a WorkflowError that names every place where a file is wrong or asks for something this runner does not do.
 */
export async function loadWorkflow(workspace: string, path: string): Promise<Workflow> {
  const problems: Problem[] = [];
  const absolute = resolve(workspace, path);
  const workflow = await readWorkflow({ workspace, problems, stack: [] }, relative(workspace, absolute));
  if (workflow === undefined || problems.length > 0) throw new WorkflowError(problems);
  return workflow;
}

/** Reads one workflow file; what is wrong goes to `loader.problems`. */
export async function readWorkflow(loader: Loader, path: string): Promise<Workflow | undefined> {
  const file = path.split(sep).join('/');
  if (loader.stack.includes(file)) {
    loader.problems.push({ file, message: `calls itself: ${[...loader.stack, file].join(' -> ')}` });
    return undefined;
  }
  if (loader.stack.length >= maxDepth) {
    loader.problems.push({ file, message: `more than ${maxDepth} levels of workflows call each other` });
    return undefined;
  }
  const content = readText(join(loader.workspace, path), file, loader.problems);
  if (content === undefined) return undefined;
  const { context, value } = readTemplateFile({ name: file, content }, getWorkflowSchema(), WORKFLOW_ROOT);
  const template = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  const found = problemsOf(context, file);
  if (found.length > 0 || value === undefined || template === undefined) {
    loader.problems.push(...found);
    return undefined;
  }
  return buildWorkflow({ ...loader, stack: [...loader.stack, file] }, file, value, template);
}

async function buildWorkflow(
  loader: Loader,
  file: string,
  root: Token,
  template: Awaited<ReturnType<typeof convertWorkflowTemplate>>,
): Promise<Workflow> {
  const keys = entries(root);
  const permissions = readPermissions(keys.get('permissions'));
  const jobs = [];
  const tokens = entries(keys.get('jobs'));
  for (const parsed of template.jobs) {
    const token = tokens.get(parsed.id.value);
    const job = token && (await readJob(loader, file, parsed, token, permissions));
    if (job) jobs.push(job);
  }
  const defaults = entries(entries(keys.get('defaults')).get('run'));
  return {
    path: file,
    name: literalOf(keys.get('name')) ?? file,
    events: template.events,
    runName: keys.get('run-name'),
    env: mappingOf(keys.get('env')),
    defaults: { shell: defaults.get('shell'), workingDirectory: defaults.get('working-directory') },
    permissions,
    concurrency: keys.get('concurrency'),
    jobs,
    call: readCall(keys.get('on'), template.events),
    dispatch: readDispatchInputs(keys.get('on')),
  };
}

function readText(path: string, file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    problems.push({ file, message: code === 'ENOENT' ? 'no such file' : `cannot be read (${code})` });
    return undefined;
  }
}
