import type { StepRun } from '../events.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import {
  evaluateBoolean,
  evaluateMapping,
  evaluateNumber,
  evaluateString,
} from '../expressions/evaluate-token.ts';
import type { Conclusion } from '../expressions/status-functions.ts';
import type { Step } from '../model.ts';
import type { Frame, PostStep, StepSink } from './job-runtime.ts';
import { runAction } from './run-action.ts';
import type { Token } from '../parser/packages.ts';
import { scalarOf } from '../parser/tokens.ts';
import { runScript } from './run-script.ts';
import { stepScope } from './step-scope.ts';
import type { SinkState } from './step-sink.ts';
import { trackStep } from './track-step.ts';

/** Runs the steps of a job or of a composite action in order; a failed one makes the rest run only where their `if` says so. */
export async function runSteps(frame: Frame, outer?: StepSink): Promise<void> {
  for (const step of frame.list) {
    const state: SinkState = { outputs: {}, state: {}, tail: [] };
    const run = await runStep(frame, step, outer, state);
    settle(frame, run.conclusion);
    if (!step.id.startsWith('__')) {
      frame.steps[step.id] = {
        outputs: state.outputs,
        outcome: run.outcome,
        conclusion: run.conclusion,
      };
    }
    if (outer === undefined) frame.job.runs.push(run);
  }
}

/** Runs what JavaScript actions left to do at the end of the job, the last first. */
export async function runPostSteps(frame: Frame): Promise<void> {
  const { job } = frame;
  for (let post = job.posts.pop(); post !== undefined; post = job.posts.pop()) {
    const run = await runPost(frame, post);
    settle(frame, run.conclusion);
    job.runs.push(run);
  }
}

function settle(frame: Frame, conclusion: Conclusion): void {
  const holder = frame.composite ?? frame.job;
  if (frame.signal.aborted) holder.status = 'cancelled';
  else if (conclusion === 'failure') holder.status = 'failure';
}

async function runStep(
  frame: Frame,
  step: Step,
  outer: StepSink | undefined,
  state: SinkState,
): Promise<StepRun> {
  const name = stepName(frame, step);
  const plan = { name, continueOnError: false };
  return trackStep(frame, plan, state, outer, async (sink, limit) => {
    const env = evaluateMapping(step.env, stepScope(frame, {}, step.id));
    const scope = stepScope(frame, env, step.id);
    const holds = (): boolean => evaluateCondition(step.if, stepScope(frame, env, step.id));
    if (!holds()) return false;
    plan.continueOnError = evaluateBoolean(step.continueOnError, scope, 'continue-on-error') ?? false;
    const minutes = evaluateNumber(step.timeoutMinutes, scope, 'timeout-minutes');
    const signal = limit(holds, minutes);
    if (step.kind === 'run') await runScript(frame, step, scope, env, signal, sink);
    else await runAction(frame, step, name, scope, env, signal, sink, state.state);
    return true;
  });
}

async function runPost(frame: Frame, post: PostStep): Promise<StepRun> {
  const state: SinkState = { outputs: {}, state: {}, tail: [] };
  return trackStep(
    frame,
    { name: post.name, continueOnError: false },
    state,
    undefined,
    async (sink, limit) => {
      const inAction = { ...post.frame, composite: undefined, signal: frame.signal };
      const holds = (): boolean => evaluateCondition(post.if, stepScope(inAction, {}));
      if (!holds()) return false;
      await post.run(limit(holds, undefined), sink);
      return true;
    },
  );
}

/** What GitHub shows: the name, or what the step runs. */
function stepName(frame: Frame, step: Step): string {
  if (step.name === undefined && step.kind === 'uses') return `Run ${step.uses}`;
  const scope = stepScope(frame, {}, step.id);
  const shown = (token: Token): string => {
    try {
      return frame.job.run.masker.mask(evaluateString(token, scope));
    } catch {
      // Evaluated again when the step runs, where it counts.
      return String(scalarOf(token) ?? '');
    }
  };
  if (step.name) return shown(step.name);
  const [first = ''] = step.kind === 'run' ? shown(step.run).trim().split('\n') : [];
  return `Run ${first.trim()}`;
}
