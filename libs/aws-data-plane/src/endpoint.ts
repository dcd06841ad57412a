import type { Environment } from './credentials/credentials.ts';

/** The services this client speaks to: their signing name, default host and the suffix of `AWS_ENDPOINT_URL_*`. */
export const SERVICES = {
  sqs: { host: 'sqs', variable: 'SQS' },
  sns: { host: 'sns', variable: 'SNS' },
  dynamodb: { host: 'dynamodb', variable: 'DYNAMODB' },
  logs: { host: 'logs', variable: 'CLOUDWATCH_LOGS' },
  ses: { host: 'email', variable: 'SESV2' },
} as const;

/** A service by its signing name. */
export type ServiceName = keyof typeof SERVICES;

/** Where a service answers. */
export interface Endpoint {
  /** `https://host[:port]`. */
  readonly origin: string;
  /** As it goes into the Host header. */
  readonly host: string;
  /** What comes before an operation's own path: empty, or `/prefix`. */
  readonly prefix: string;
}

/**
 * The endpoint of a service: `explicit`, else `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else AWS's regional host.
 * Throws on anything that is no http(s) URL.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function resolveEndpoint(
  service: ServiceName,
  region: string,
  explicit: string | undefined,
  environment: Environment,
): Endpoint {
  const { host, variable } = SERVICES[service];
  if (explicit !== undefined) return parseEndpoint(explicit, 'endpoint');
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true') {
    for (const name of [`AWS_ENDPOINT_URL_${variable}`, 'AWS_ENDPOINT_URL']) {
      const value = environment[name];
      if (value) return parseEndpoint(value, name);
    }
  }
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return parseEndpoint(`https://${host}.${region}.${suffix}`, 'region');
}

/** Reads an endpoint URL; `source` names it in the error. */
export function parseEndpoint(text: string, source: string): Endpoint {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new Error(
      `${source}=${text} is no endpoint: give an http(s) URL such as https://sqs.eu-west-1.amazonaws.com`,
    );
  return { origin: url.origin, host: url.host, prefix: url.pathname.replace(/\/+$/, '') };
}
