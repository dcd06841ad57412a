import { EcsDeploymentFailed } from '../deploy/errors.ts';
import { FunctionFailed } from '../aws/lambda-settled.ts';
import { mayDo } from '../switch/conditions.ts';
import type { ComponentFacts } from '../switch/facts.ts';
import { type ComponentStep, describeStep } from '../switch/step.ts';
import { performStep } from './steps/perform.ts';
import { StepFailed } from './steps/errors.ts';
import type { SwitchRun } from './switch-run.ts';

/** How often a step is tried that AWS refuses for a reason that may pass. */
const mostTries = 3;

/** Does steps side by side, and remembers how often each has failed. */
export interface Work {
  /** @returns why a step has failed for good; undefined when all are done or will be tried again */
  do(
    steps: readonly ComponentStep[],
    components: readonly ComponentFacts[],
    run: SwitchRun,
  ): Promise<string | undefined>;
}

export function createWork(done: string[]): Work {
  const failures = new Map<string, number>();
  const one = async (
    step: ComponentStep,
    facts: ComponentFacts | undefined,
    run: SwitchRun,
  ): Promise<string | undefined> => {
    const line = describeStep(step);
    if (!facts || !mayDo(step, facts)) return undefined;
    run.report({ resource: step.component, action: 'moving', detail: line });
    try {
      await performStep(step, run);
      failures.delete(line);
      done.push(line);
      return undefined;
    } catch (error) {
      run.signal?.throwIfAborted();
      const count = (failures.get(line) ?? 0) + 1;
      failures.set(line, count);
      const message = error instanceof Error ? error.message : String(error);
      if (isForGood(error) || count >= mostTries) return `${line}: ${message}`;
      run.report({ resource: step.component, action: 'waiting', detail: `${line}: ${message}` });
      return undefined;
    }
  };
  return {
    async do(steps, components, run) {
      const troubles = await Promise.all(
        steps.map(
          async (step) =>
            await one(
              step,
              components.find(({ component }) => component === step.component),
              run,
            ),
        ),
      );
      const found = troubles.filter((trouble) => trouble !== undefined);
      return found.length === 0 ? undefined : found.join('; ');
    },
  };
}

function isForGood(error: unknown): boolean {
  return (
    error instanceof StepFailed || error instanceof EcsDeploymentFailed || error instanceof FunctionFailed
  );
}
