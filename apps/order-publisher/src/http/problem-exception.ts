import { HttpException } from '@nestjs/common';
import type { Problem, Violation } from '@phaseline/contracts';
import { PROBLEM_KINDS, type ProblemKind } from './problem-kinds.ts';

/** An error answer on its way out: thrown anywhere, turned into problem+json by the filter. */
export class ProblemException extends HttpException {
  override name = 'ProblemException';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    options: {
      detail?: string;
      errors?: Violation[];
      headers?: Record<string, string>;
      cause?: unknown;
    } = {},
  ) {
    const problem = problemOf(kind, options.detail, options.errors);
    super(problem, problem.status, { cause: options.cause });
    this.problem = problem;
    this.headers = options.headers ?? {};
  }
}

/** The body of an error answer. `type` leads to the kind's paragraph in the docs page. */
export function problemOf(kind: ProblemKind, detail?: string, errors?: Violation[]): Problem {
  const { status, title, advice } = PROBLEM_KINDS[kind];
  return {
    type: `/docs#${kind}`,
    title,
    status,
    detail: detail ?? advice,
    ...(errors === undefined ? {} : { errors }),
  };
}
