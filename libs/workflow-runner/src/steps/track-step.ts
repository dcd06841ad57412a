import type { StepRun } from '../events.ts';
import type { Conclusion } from '../expressions/status-functions.ts';
import { InnerFailure } from './job-runtime.ts';
import type { Frame, JobRuntime, StepSink } from './job-runtime.ts';
import { stepSink } from './step-sink.ts';
import type { SinkState } from './step-sink.ts';

/**
 * Runs `work` as one step: times it, reports it, ends it on cancellation (unless its condition holds then too) or after its
 * timeout, and turns what it throws into an outcome. `work` returns false when the step's condition did not hold.
 */
export async function trackStep(
  frame: Frame,
  plan: { readonly name: string; readonly continueOnError: boolean },
  state: SinkState,
  outer: StepSink | undefined,
  work: (
    sink: StepSink,
    limit: (holds: () => boolean, minutes: number | undefined) => AbortSignal,
  ) => Promise<boolean>,
): Promise<StepRun> {
  const { job } = frame;
  const started = performance.now();
  const sink = stepSink(job, plan.name, state, outer);
  if (!outer) job.run.report({ type: 'step-started', job: job.ref, step: plan.name });
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let timedOut: number | undefined;
  const unlink: (() => void)[] = [];
  const limit = (holds: () => boolean, minutes: number | undefined): AbortSignal => {
    const onCancel = (): void => {
      if (!holds()) controller.abort(frame.signal.reason);
    };
    if (!frame.signal.aborted) {
      frame.signal.addEventListener('abort', onCancel, { once: true });
      unlink.push(() => frame.signal.removeEventListener('abort', onCancel));
    }
    if (minutes !== undefined && minutes > 0) {
      timer = setTimeout(() => {
        timedOut = minutes;
        controller.abort(new Error('timeout'));
      }, minutes * 60_000);
    }
    return controller.signal;
  };
  let outcome: Conclusion;
  try {
    outcome = (await work(sink, limit)) ? 'success' : 'skipped';
  } catch (error) {
    outcome = 'failure';
    if (!controller.signal.aborted && !(error instanceof InnerFailure)) {
      const message = error instanceof Error ? error.message : String(error);
      sink.line(`Error: ${message}`);
      sink.annotate({ level: 'error', message });
    }
  } finally {
    clearTimeout(timer);
    for (const each of unlink) each();
  }
  if (timedOut !== undefined) {
    outcome = 'failure';
    const message = `The action '${plan.name}' has timed out after ${timedOut} minutes.`;
    sink.line(`Error: ${message}`);
    sink.annotate({ level: 'error', message });
  } else if (controller.signal.aborted) {
    outcome = 'cancelled';
    sink.line('Error: The operation was canceled.');
  }
  const conclusion = outcome === 'failure' && plan.continueOnError ? 'success' : outcome;
  const run: StepRun = {
    name: plan.name,
    conclusion,
    outcome,
    seconds: (performance.now() - started) / 1000,
    outputs: maskedValues(job, state.outputs),
    ...(outcome === 'failure' && !outer && { tail: [...state.tail] }),
  };
  if (!outer) job.run.report({ type: 'step-finished', job: job.ref, step: run });
  return run;
}

/** Steps hand values on as they are; what is reported of them shows no secret. */
function maskedValues(job: JobRuntime, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, job.run.masker.mask(value)]),
  );
}
