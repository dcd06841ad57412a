import { HttpException } from '@nestjs/common';
import { PROBLEM_KINDS } from './problem-kinds.ts';
/** An error answer on its way out: thrown anywhere, turned into problem+json by the filter. */
export class ProblemException extends HttpException {
  problem;
  headers;
  constructor(kind, options = {}) {
    const problem = problemOf(kind, options.detail, options.errors);
    super(problem, problem.status, { cause: options.cause });
    this.problem = problem;
    this.headers = options.headers ?? {};
  }
}
/** The body of an error answer. `type` leads to the kind's paragraph in the docs page. */
export function problemOf(kind, detail, errors) {
  const { status, title, advice } = PROBLEM_KINDS[kind];
  return {
    type: `/docs#${kind}`,
    title,
    status,
    detail: detail ?? advice,
    ...(errors === undefined ? {} : { errors }),
  };
}
