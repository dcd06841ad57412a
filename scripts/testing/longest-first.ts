import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests take minutes: begun last, they would run while every other worker has nothing left to do. */
const longest = [
  'test/system',
  'test/commands',
  'test/rights',
  'test/ci',
  'libs/reconciler',
  'libs/workflow-runner',
  'actions',
  'test/conformance',
  'test/model-check',
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
    const at = longest.findIndex((folder) => file.startsWith(`${folder}/`));
    return at < 0 ? longest.length : at;
  }
}
