import { request } from 'node:http';
import type { Endpoint } from '../../../network.ts';
import type { HealthCheck } from '../model.ts';
import type { CheckResult } from './target.ts';

/** Whether `status` is one of a matcher's codes: `200`, `200,202` or `200-299`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [low = '', high = low] = part.trim().split('-');
    return status >= Number(low) && status <= Number(high);
  });
}

/**
 * Sends one health check and says what came of it. Each check is its own connection, as ALB's are.
 * @param endpoint Where the target really listens; undefined counts as a refused connection.
 */
export function probe(
  endpoint: Endpoint | undefined,
  hostHeader: string,
  check: HealthCheck,
  signal: AbortSignal,
): Promise<CheckResult> {
  const failed: CheckResult = {
    ok: false,
    reason: 'Target.FailedHealthChecks',
    description: 'Health checks failed',
  };
  if (endpoint === undefined) return Promise.resolve(failed);
  return new Promise((resolve) => {
    const outgoing = request({
      host: endpoint.host,
      port: endpoint.port,
      path: check.path,
      agent: false,
      signal,
      headers: { host: hostHeader, 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
    });
    const timer = setTimeout(() => {
      resolve({ ok: false, reason: 'Target.Timeout', description: 'Request timed out' });
      outgoing.destroy();
    }, check.timeoutSeconds * 1000);
    outgoing.on('response', (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      response.on('end', () => {
        clearTimeout(timer);
        resolve(
          matches(check.matcher, status)
            ? { ok: true }
            : {
                ok: false,
                reason: 'Target.ResponseCodeMismatch',
                description: `Health checks failed with these codes: [${status}]`,
              },
        );
      });
      response.on('error', () => resolve(failed));
    });
    outgoing.on('close', () => {
      clearTimeout(timer);
      resolve(failed);
    });
    outgoing.on('error', () => resolve(failed));
    outgoing.end();
  });
}
