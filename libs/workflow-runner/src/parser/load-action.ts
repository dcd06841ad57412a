import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../model.ts';
import type { Loader } from './load-workflow.ts';
import { ACTION_ROOT, convertActionTemplate, getActionSchema } from './packages.ts';
import { problemsOf, readTemplateFile } from './read-template.ts';
import { readSteps } from './read-steps.ts';
import { entries } from './tokens.ts';

/** Reads the action in `path` (relative to the workspace). Problems go to the loader, at the place that uses it. */
export function loadAction(
  loader: Loader,
  place: { file: string; line: number | undefined },
  path: string,
): Action | undefined {
  const folder = join(loader.workspace, path);
  const name = ['action.yml', 'action.yaml'].find((each) => existsSync(join(folder, each)));
  if (name === undefined) {
    loader.problems.push({ ...place, message: `uses: ./${path}: there is no action.yml in that folder` });
    return undefined;
  }
  const file = `${path}/${name}`;
  if (loader.stack.includes(file)) {
    loader.problems.push({ ...place, message: `${file} uses itself: ${loader.stack.join(' -> ')}` });
    return undefined;
  }
  const content = readFileSync(join(folder, name), 'utf8');
  const { context, value } = readTemplateFile({ name: file, content }, getActionSchema(), ACTION_ROOT);
  const template = value && convertActionTemplate(context, value);
  const problems = problemsOf(context, file);
  loader.problems.push(...problems);
  if (value === undefined || template === undefined || problems.length > 0) return undefined;

  const { runs } = template;
  const action = {
    name: template.name,
    folder,
    inputs: (template.inputs ?? []).map((input) => ({
      name: input.id,
      required: input.required ?? false,
      default: input.default,
      deprecation: input.deprecationMessage,
    })),
    outputs: new Map((template.outputs ?? []).map((output) => [output.id, output.value])),
  };
  if (runs.using === 'composite') {
    const steps = entries(entries(value).get('runs')).get('steps');
    const inner = { ...loader, stack: [...loader.stack, file] };
    return { ...action, kind: 'composite', steps: readSteps(inner, file, runs.steps, steps) };
  }
  if (runs.using !== 'node20' && runs.using !== 'node24') {
    loader.problems.push({
      file,
      message: `runs.using: ${runs.using} is not supported here (node20, node24, composite)`,
    });
    return undefined;
  }
  for (const entry of [runs.pre, runs.main, runs.post]) {
    if (entry !== undefined && !existsSync(join(folder, entry))) {
      loader.problems.push({ file, message: `runs: there is no file ${join(path, entry)}` });
    }
  }
  return {
    ...action,
    kind: 'node',
    node: {
      main: join(folder, runs.main),
      pre: runs.pre && join(folder, runs.pre),
      post: runs.post && join(folder, runs.post),
      postIf: runs.postIf ?? 'always()',
    },
  };
}
