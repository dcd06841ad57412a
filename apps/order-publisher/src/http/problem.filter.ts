import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { Logger } from 'pino';
import { ProblemException } from './problem-exception.ts';
import { kindOfStatus } from './problem-kinds.ts';
import { contextOf } from './request-context.ts';
import { allowedMethods } from './routes.ts';

interface ProblemRequest {
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Turns whatever was thrown, by us, Nest or the HTTP server, into one problem+json answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #http: () => AbstractHttpAdapter;
  readonly #logger: Logger;

  constructor(http: () => AbstractHttpAdapter, logger: Logger) {
    this.#http = http;
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = this.#http();
    const request = host.switchToHttp().getRequest<ProblemRequest>();
    const response: unknown = host.switchToHttp().getResponse();
    const context = contextOf(request);
    const url = String(http.getRequestUrl(request));
    const { problem, headers } = asProblem(thrown, url, String(http.getRequestMethod(request)));
    if (problem.status >= 500) {
      const { requestId, traceId } = context;
      this.#logger.error({ requestId, traceId, err: rootOf(thrown), type: problem.type }, problem.title);
    }
    if (http.isHeadersSent(response)) return;
    for (const [name, value] of Object.entries(headers)) http.setHeader(response, name, value);
    http.setHeader(response, 'content-type', 'application/problem+json; charset=utf-8');
    const instance = url.split('?', 1)[0] ?? '';
    http.reply(
      response,
      JSON.stringify({ ...problem, instance, requestId: context.requestId }),
      problem.status,
    );
  }
}

function asProblem(thrown: unknown, url: string, method: string): ProblemException {
  if (thrown instanceof ProblemException) return thrown;
  if (!(thrown instanceof HttpException)) return new ProblemException('internal-error', { cause: thrown });
  // Our own problem, thrown inside the server's body parser, comes back wrapped.
  if (thrown.cause instanceof ProblemException) return thrown.cause;
  const status = thrown.getStatus();
  const allow = status === 404 ? allowedMethods(url) : undefined;
  if (allow !== undefined) {
    return new ProblemException('method-not-allowed', {
      detail: `${method} is not allowed here: use ${allow}.`,
      headers: { allow },
    });
  }
  return new ProblemException(kindOfStatus(status), { cause: thrown });
}

/** What really went wrong: the problem's cause, where it has one. */
function rootOf(thrown: unknown): unknown {
  return thrown instanceof ProblemException ? (thrown.cause ?? thrown) : thrown;
}
