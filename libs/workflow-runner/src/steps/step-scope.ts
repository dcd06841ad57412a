import type { Scope } from '../expressions/evaluate.ts';
import { hashFilesFunction } from '../expressions/hash-files.ts';
import { stepStatusFunctions } from '../expressions/status-functions.ts';
import type { Status } from '../expressions/status-functions.ts';
import type { Frame } from './job-runtime.ts';

/** The status that `success()` and its like look at: of the job, or inside a composite action of the action. */
export function frameStatus(frame: Frame): Status {
  if (frame.signal.aborted) return 'cancelled';
  return frame.composite ? frame.composite.status : frame.job.status;
}

/** What the expressions of a step can see. `env` is what the step itself adds. */
export function stepScope(frame: Frame, env: Readonly<Record<string, string>>, actionId = ''): Scope {
  const { job } = frame;
  const status = frameStatus(frame);
  const composite = frame.composite && { action_path: frame.composite.folder, action_status: status };
  const github = job.contexts['github'];
  return {
    contexts: {
      ...job.contexts,
      github: { ...(github as object), action: actionId, ...composite },
      inputs: frame.inputs,
      steps: frame.steps,
      env: { ...job.env, ...frame.env, ...env },
      job: { status: job.status },
    },
    functions: [...stepStatusFunctions(status), hashFilesFunction(job.run.workspace)],
  };
}
