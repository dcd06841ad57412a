import { format } from 'node:util';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/**
 * Makes console write as in a function: with time, request id and level, or as JSON where the function's LogFormat says so.
 * @returns {(level: string, message: string) => void} writes one message itself.
 */
export function patchConsole(write, current, { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL }) {
  const json = AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const lowest = json ? Math.max(0, levels.indexOf((AWS_LAMBDA_LOG_LEVEL ?? '').toLowerCase())) : 0;
  const put = (level, message) => {
    if (levels.indexOf(level) < lowest) return;
    const timestamp = new Date().toISOString();
    const requestId = current()?.awsRequestId;
    write(
      json
        ? JSON.stringify({ timestamp, level: level.toUpperCase(), requestId, message })
        : `${timestamp}\t${requestId ?? 'undefined'}\t${level.toUpperCase()}\t${message}`,
    );
  };
  for (const level of levels)
    if (level !== 'fatal') console[level] = (...values) => put(level, format(...values));
  console.log = console.info;
  return put;
}
