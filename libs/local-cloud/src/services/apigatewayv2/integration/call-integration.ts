import type { CloudEnvironment } from '../../../environment.ts';
import { ownReply, type Reply } from '../data-plane/reply.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import { callFunction } from './call-function.ts';
import { callHttp } from './call-http.ts';
import type { Matched } from './matched.ts';

/** Calls what stands behind a route, and gives up when the integration's timeout has passed. */
export async function callIntegration(
  deps: { lambda: LambdaInvoker; environment: CloudEnvironment },
  matched: Matched,
): Promise<Reply> {
  const started = performance.now();
  const reply = await inTime(deps, matched);
  const latency = Math.round(performance.now() - started);
  return { ...reply, trace: { ...reply.trace, latency } };
}

async function inTime(
  deps: { lambda: LambdaInvoker; environment: CloudEnvironment },
  matched: Matched,
): Promise<Reply> {
  const isFunction = matched.integration.IntegrationType === 'AWS_PROXY';
  const giveUp = isFunction ? undefined : new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => {
      giveUp?.abort();
      resolve(ownReply(503, 'Service Unavailable', { error: 'The integration did not answer in time.' }));
    }, matched.integration.TimeoutInMillis ?? 30_000);
  });
  const answer = giveUp === undefined ? callFunction(deps, matched) : callHttp(matched, giveUp.signal);
  // Late failures concern nobody any more; those in time come through the race.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
