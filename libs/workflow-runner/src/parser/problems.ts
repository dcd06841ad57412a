/** One thing wrong with a workflow or action file, with the place to look at. */
export interface Problem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly message: string;
}

/** Thrown before the first step runs: what was asked for cannot be run, and why. `problems` names every place. */
export class WorkflowError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    // An action that is used twice is found wrong twice.
    super([...new Set(problems.map(describeProblem))].join('\n'), options);
    this.name = 'WorkflowError';
    this.problems = problems;
  }
}

/** `file:line: message`, the form editors and terminals make clickable. */
export function describeProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  return `${place}: ${problem.message}`;
}
