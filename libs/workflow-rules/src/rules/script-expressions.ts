import { entries, expressionPaths, expressionsIn, literalOf } from '@phaseline/workflow-runner/parser';
import type { Token } from '@phaseline/workflow-runner/parser';
import type { Rule } from '../rule.ts';
import { stepsOf } from '../workflow-file.ts';
import type { StepEntry, WorkflowFile } from '../workflow-file.ts';

/** What only GitHub and the runner decide. All else (event, head_ref, inputs, outputs, matrix, env ...) can come from a stranger. */
const trusted = [
  /^github\.(sha|run_id|run_number|run_attempt|job|event_name|repository|repository_owner|repository_id)$/,
  /^github\.(server_url|api_url|graphql_url|workspace|action_path)$/,
  /^runner\.\w+$/,
  /^job\.status$/,
  /^strategy\.[\w-]+$/,
];

/**
 * An expression in a script is put in before the shell reads it: a pull request titled `"; curl ... | sh; "` would be run. Through `env:`
 * a value stays a value.
 */
export const scriptExpressions: Rule = (file) =>
  stepsOf(file)
    .flatMap(scriptsOf)
    .flatMap((script) =>
      expressionsIn(script).flatMap(({ expression }) =>
        untrustedPaths(expression).map((path) => ({
          line: lineOf(file, script, path),
          message: `\${{ ${path} }} becomes part of the script, whatever is in it`,
          fix: 'pass it through env: and read it there, as "$NAME" or process.env.NAME',
        })),
      ),
    );

function scriptsOf({ keys }: StepEntry): Token[] {
  const run = keys.get('run');
  const isGitHubScript = literalOf(keys.get('uses'))?.startsWith('actions/github-script@') ?? false;
  const script = isGitHubScript ? entries(keys.get('with')).get('script') : undefined;
  return [run, script].filter((token) => token !== undefined);
}

function untrustedPaths(expression: string): string[] {
  const paths = expressionPaths(expression).map((path) => path.join('.'));
  return [...new Set(paths)].filter((path) => !trusted.some((pattern) => pattern.test(path)));
}

/** The line of the script that names `path`: a token knows only where the script begins. */
function lineOf(file: WorkflowFile, script: Token, path: string): number | undefined {
  const { start, end } = script.range ?? {};
  if (start === undefined || end === undefined) return script.line;
  const offset = file.lines
    .slice(start.line - 1, end.line)
    .findIndex((line) => line.toLowerCase().includes(path.toLowerCase()));
  return start.line + Math.max(offset, 0);
}
