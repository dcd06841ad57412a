import { evaluateMapping, evaluateString } from '../expressions/evaluate-token.ts';
import type { Scope } from '../expressions/evaluate.ts';
import type { Action, ActionStep, NodeEntries } from '../model.ts';
import { findStandIn } from '../stand-ins/index.ts';
import { InnerFailure } from './job-runtime.ts';
import type { Frame, StepSink } from './job-runtime.ts';
import { runSteps } from './run-steps.ts';
import { spawnStep } from './spawn-step.ts';
import { stepScope } from './step-scope.ts';

/** Runs a `uses:` step: a JavaScript or composite action of this repository, or a stand-in. Throws a StepFailure when it fails. */
export async function runAction(
  frame: Frame,
  step: ActionStep,
  name: string,
  scope: Scope,
  env: Record<string, string>,
  signal: AbortSignal,
  sink: StepSink,
  state: Record<string, string>,
): Promise<void> {
  const { target } = step;
  const given = evaluateMapping(step.with, scope);
  if (target.kind === 'stand-in') {
    const inputs = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]),
    );
    await findStandIn(target.repository)?.run({
      job: frame.job,
      inputs,
      env: { ...frame.env, ...env },
      sink,
      signal,
    });
    return;
  }
  const inputs = actionInputs(target, given, scope);
  for (const input of target.inputs) {
    if (input.deprecation !== undefined && Object.keys(given).some((key) => same(key, input.name))) {
      sink.annotate({
        level: 'warning',
        message: `Input '${input.name}' has been deprecated with message: ${input.deprecation}`,
      });
    }
  }
  if (target.kind === 'composite') await runComposite(frame, target, inputs, env, signal, sink);
  else if (target.node) await runNode(frame, step, name, target.node, inputs, env, signal, sink, state);
}

function actionInputs(action: Action, given: Record<string, string>, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    action.inputs.map((input) => {
      const name = Object.keys(given).find((key) => same(key, input.name));
      return [input.name, name === undefined ? evaluateString(input.default, scope) : (given[name] ?? '')];
    }),
  );
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

async function runComposite(
  frame: Frame,
  action: Action,
  inputs: Record<string, string>,
  env: Record<string, string>,
  signal: AbortSignal,
  sink: StepSink,
): Promise<void> {
  const inner: Frame = {
    job: frame.job,
    steps: {},
    inputs,
    env: { ...frame.env, ...env },
    composite: { folder: action.folder, status: 'success' },
    signal,
    list: action.steps ?? [],
  };
  await runSteps(inner, sink);
  for (const [name, value] of action.outputs)
    sink.setOutput(name, evaluateString(value, stepScope(inner, {})));
  if (inner.composite?.status === 'failure') throw new InnerFailure(`a step of ${action.name} failed`);
}

async function runNode(
  frame: Frame,
  step: ActionStep,
  name: string,
  node: NodeEntries,
  inputs: Record<string, string>,
  env: Record<string, string>,
  signal: AbortSignal,
  sink: StepSink,
  state: Record<string, string>,
): Promise<void> {
  const inputVariables = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [`INPUT_${key.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
  const run = (script: string, ending: AbortSignal, to: StepSink): Promise<void> =>
    spawnStep(frame, {
      command: process.execPath,
      args: [script],
      cwd: frame.job.run.workspace,
      env,
      actionEnv: {
        ...inputVariables,
        ...Object.fromEntries(Object.entries(state).map(([key, value]) => [`STATE_${key}`, value])),
      },
      actionId: step.id,
      signal: ending,
      sink: to,
    });
  if (node.pre !== undefined) {
    sink.annotate({
      level: 'warning',
      message: `\`pre\` execution is not supported for local action from '${step.uses}'`,
    });
  }
  const { post } = node;
  if (post !== undefined) {
    frame.job.posts.push({
      name: `Post ${name}`,
      if: node.postIf,
      frame: { ...frame, inputs, env: { ...frame.env, ...env } },
      run: (ending, to) => run(post, ending, to),
    });
  }
  await run(node.main, signal, sink);
}
