import { randomBytes, randomInt } from 'node:crypto';
import type { CloudEnvironment } from '../../environment.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id as API Gateway gives them: 10 characters for an API, 7 for integrations and routes, 6 for deployments. */
export const newId = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** An id of one request, as HTTP APIs form it. */
export const newRequestId = (): string => randomBytes(11).toString('base64').replaceAll('/', '-');

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
export const apiArn = (environment: CloudEnvironment, apiId: string): string =>
  `arn:aws:apigateway:${environment.region}::/apis/${apiId}`;

/** What a function's policy is asked about: the API, its stage and the route that calls. */
export function executeArn(
  environment: CloudEnvironment,
  { apiId, stage, routeKey, method }: { apiId: string; stage: string; routeKey: string; method: string },
): string {
  const base = `arn:aws:execute-api:${environment.region}:${environment.account}:${apiId}/${stage}`;
  if (routeKey === '$default') return `${base}/$default`;
  const [verb, path] = routeKey.split(' ');
  return `${base}/${verb === 'ANY' ? method : verb}${path}`;
}
