import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** What every line of one component says. */
export interface LoggerOptions {
  readonly component: string;
  readonly environment: string;
  /** A pino level. */
  readonly level: string;
}

/** JSON lines on stdout, each with its component. No payloads and no e-mail addresses: those are never handed to it. */
export function createLogger({ component, environment, level }: LoggerOptions): Logger {
  return pino({
    level,
    base: { component, environment },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** Nest's own messages as lines of `logger`. What Nest tells about its start is for debugging. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      logger[level](
        {
          ...(typeof context === 'string' && { context }),
          ...(message instanceof Error && { err: message }),
        },
        message instanceof Error ? message.message : String(message),
      );
    };
  return {
    log: line('debug'),
    debug: line('debug'),
    verbose: line('debug'),
    warn: line('warn'),
    error: line('error'),
  };
}
