import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Nest's own lines through pino, so that a component's output is one JSON stream: `NestFactory.create(Module, { logger: createNestLogger(pino()) })`. */
export function createNestLogger(logger: Logger): LoggerService {
  const at =
    (level: Level) =>
    (message: unknown, ...rest: unknown[]): void =>
      write(logger, level, message, rest);
  return {
    log: at('info'),
    error: at('error'),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('trace'),
    fatal: at('fatal'),
  };
}

/** Nest calls with (message, ...more messages, context), and for errors with (message, stack, context). */
function write(logger: Logger, level: Level, message: unknown, rest: unknown[]): void {
  const last = rest.at(-1);
  const context = typeof last === 'string' && !isStack(last) ? last : undefined;
  const more = context === undefined ? rest : rest.slice(0, -1);
  const stack = more.find((one) => typeof one === 'string' && isStack(one));
  const err = message instanceof Error ? message : more.find((one) => one instanceof Error);
  const text = message instanceof Error ? message.message : typeof message === 'string' ? message : undefined;
  logger[level](
    {
      context,
      ...(err === undefined ? {} : { err }),
      ...(stack === undefined || err !== undefined ? {} : { stack }),
      ...(text === undefined ? { detail: message } : {}),
    },
    text ?? 'Nest',
  );
}

function isStack(text: string): boolean {
  return /\n\s+at /.test(text);
}
