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
