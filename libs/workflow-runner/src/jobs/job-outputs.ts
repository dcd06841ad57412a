import type { JobRun } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import { evaluateMapping, evaluateToken } from '../expressions/evaluate-token.ts';
import { textOf } from '../expressions/json.ts';
import { entries } from '../parser/tokens.ts';
import type { MappingToken, Token } from '../parser/packages.ts';
import type { JobRuntime } from '../steps/job-runtime.ts';

/** Evaluates a job's outputs. One that holds a secret is dropped with a warning, as GitHub does. */
export function jobOutputs(
  runtime: JobRuntime,
  token: MappingToken | undefined,
  scope: Scope,
): Record<string, string> {
  const { run, ref, annotations } = runtime;
  const outputs: Record<string, string> = {};
  for (const [name, value] of Object.entries(evaluateMapping(token, scope))) {
    if (!run.masker.holdsSecret(value)) {
      outputs[name] = value;
      continue;
    }
    const annotation = {
      level: 'warning' as const,
      message: `Skip output '${name}' since it may contain secret.`,
    };
    annotations.push(annotation);
    run.report({ type: 'annotation', job: ref, annotation });
  }
  return outputs;
}

/** The name of the deployment environment of a job, before its steps run: its `url` may only be known after them. */
export function environmentName(token: Token | undefined, scope: Scope): string | undefined {
  const named = entries(token).get('name') ?? token;
  if (named === undefined) return undefined;
  return textOf(evaluateToken(named, scope)) || undefined;
}

/** The deployment environment a job names. There are no protection rules here; its name and address are only reported. */
export function readEnvironment(
  runtime: JobRuntime,
  token: Token | undefined,
  scope: Scope,
): JobRun['environment'] {
  if (token === undefined) return undefined;
  const value = evaluateToken(token, scope);
  if (value === null || typeof value !== 'object') return { name: String(value), url: '' };
  const keys = value as Record<string, unknown>;
  return { name: textOf(keys['name']), url: runtime.run.masker.mask(textOf(keys['url'])) };
}
