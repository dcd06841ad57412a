import { setTimeout as sleep } from 'node:timers/promises';
import type { SwitchRun } from '../switch-run.ts';
import { StepFailed } from './errors.ts';
import { invokeVersion } from './invoke-version.ts';

interface Trial {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly status: number;
}

/** It is ready with all it needs, and reads what comes in: an order that is none is refused, and has no effect. */
const trials: readonly Trial[] = [
  { method: 'GET', path: '/ready', status: 200 },
  // No JSON at all: an order with wrong fields is a 422, which is for the API to say.
  { method: 'POST', path: '/orders', body: '{', status: 400 },
];

/** One call to a service that fails makes an API unready for one answer. That is the time of a load balancer's health checks, too. */
const triesAtMost = 5;

interface ApiAnswer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Hands the API's version requests as an HTTP API does, those that find it unready again.
 * @throws StepFailed for the first that is not answered as it should be
 */
export async function tryApi(name: string, version: string, run: SwitchRun): Promise<void> {
  for (const trial of trials) {
    const answer = await answerTo(trial, name, version, run);
    const { 'content-type': type = '' } = answer?.headers ?? {};
    const wellTyped = trial.status === 200 || type.startsWith('application/problem+json');
    if (answer?.statusCode === trial.status && wellTyped) continue;
    throw new StepFailed(
      `function ${name}, version ${version}, failed its smoke test: ${trial.method} ${trial.path} must be answered ${trial.status}` +
        `${trial.status === 200 ? '' : ' as application/problem+json'}; it answered ${JSON.stringify(answer)}`,
    );
  }
}

async function answerTo(trial: Trial, name: string, version: string, run: SwitchRun): Promise<ApiAnswer> {
  for (let tried = 1; ; tried += 1) {
    const answer = (await invokeVersion(name, version, eventOf(trial), run)) as ApiAnswer;
    if (answer?.statusCode !== 503 || tried === triesAtMost) return answer;
    await sleep(run.settings.lookMilliseconds, undefined, run.signal ? { signal: run.signal } : {});
  }
}

/** Payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf({ method, path, body }: Trial) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'phase-switch', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    requestContext: {
      stage: '$default',
      requestId: 'phase-switch',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'phase-switch' },
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
