import { pino } from 'pino';
/** JSON lines on stdout, each with its component. No payloads, no e-mail addresses: those are never handed to it. */
export function createLogger(options) {
  const { component, environment, level } = options;
  return pino({
    level,
    base: { component, environment },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
}
/** Nest's own messages as lines of `logger`; what Nest tells while it starts is for debugging. */
export function nestLogger(logger) {
  const line =
    (level) =>
    (message, ...rest) => {
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
