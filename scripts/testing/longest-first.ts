import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Where tests take minutes, files and folders: begun last, they would run while every other worker has nothing left to do. What deploys the whole
 * system takes all the processor that there is, what moves it step by step waits for most of its time: between them neither is kept waiting
 * by its like.
 */
export const longest = [
  'test/system/preview.test.ts',
  'test/system/deploy-serverless.test.ts',
  'libs/reconciler/src/execute/trial.test.ts',
  'libs/reconciler/src/execute/resumed.test.ts',
  'test/system/deploy-ecs.test.ts',
  'libs/reconciler/src/execute/failures.test.ts',
  'libs/reconciler/src/execute/directions.test.ts',
  'test/commands/phaseline.test.ts',
  'libs/reconciler/src/execute/domain.test.ts',
  'test/system/fork.test.ts',
  'actions/killed.test.ts',
  'test/rights',
  'test/commands/commands.test.ts',
  'libs/reconciler/src/phase',
  'test/ci',
  'libs/reconciler/src/rollback',
  'test/model-check',
  'test/system',
  'test/commands',
  'libs/reconciler',
  'libs/workflow-runner',
  'actions',
  'test/conformance',
  'scripts',
];

/** Begins with what takes longest; otherwise in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => this.#rank(one) - this.#rank(other));
  }

  #rank({ moduleId }: TestSpecification): number {
    const file = relative(this.ctx.config.root, moduleId).replaceAll(sep, '/');
    const at = longest.findIndex((path) => file === path || file.startsWith(`${path}/`));
    return at < 0 ? longest.length : at;
  }
}
