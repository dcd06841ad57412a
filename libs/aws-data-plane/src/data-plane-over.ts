import { createCaller, type Caller } from './caller.ts';
import { createCredentialChain } from './credentials/chain.ts';
import type { AwsCredentials, CredentialProvider, Environment } from './credentials/credentials.ts';
import { resolveEndpoint, type Endpoint, type ServiceName } from './endpoint.ts';
import type { ErrorReader } from './failure.ts';
import type { CreateTransport } from './http/transport.ts';
import { readJsonError } from './protocols/json.ts';
import { readQueryError } from './protocols/query.ts';
import { createDynamoDb, type DynamoDbClient } from './services/dynamodb.ts';
import { createLogs, type LogsClient } from './services/logs.ts';
import { createSes, type SesClient } from './services/ses.ts';
import { createSns, type SnsPublishClient } from './services/sns.ts';
import { createSqs, type SqsClient } from './services/sqs.ts';

/** Settings of a data plane; everything left out comes from the standard environment. */
export interface DataPlaneOptions {
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`. */
  readonly region?: string | undefined;
  /** One endpoint for every service. Default: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, then AWS itself. */
  readonly endpoint?: string | undefined;
  /** Keys, or what finds them. Default: the credential chain. */
  readonly credentials?: AwsCredentials | CredentialProvider | undefined;
  /** Most tries of one call, the first included. Default 3. */
  readonly attempts?: number | undefined;
  /** Longest time to connect, in milliseconds. Default 3,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Longest wait for an answer to begin, in milliseconds; a long poll's own wait comes on top. Default 10,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** Most connections to one host. Default 128. */
  readonly connections?: number | undefined;
  /** Default `process.env`. */
  readonly environment?: Environment | undefined;
}

/** The clients, over shared connections. */
export interface DataPlane {
  readonly sqs: SqsClient;
  readonly sns: SnsPublishClient;
  readonly dynamodb: DynamoDbClient;
  readonly logs: LogsClient;
  readonly ses: SesClient;
  /** Waits for running calls, then closes every connection. */
  close(): Promise<void>;
}

/**
 * A signed client for SQS, SNS, DynamoDB, SES and Logs that finds AWS by the standard environment variables, over the transport that
 * `createTransport` makes. Nothing connects and no credentials are fetched before the first call. Throws when no region is
 * set or an endpoint is no URL.
 */
export function createDataPlaneOver(
  createTransport: CreateTransport,
  options: DataPlaneOptions = {},
): DataPlane {
  const environment = options.environment ?? process.env;
  const region = options.region ?? (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']);
  if (!region) throw new Error('No AWS region: set AWS_REGION, for example AWS_REGION=eu-west-1');
  const transport = createTransport({
    connections: options.connections ?? 128,
    connectTimeoutMs: options.connectTimeoutMs ?? 3000,
  });
  const credentials = providerOf(options.credentials, environment);

  const make = <Client>(
    service: ServiceName,
    readError: ErrorReader,
    create: (call: Caller, endpoint: Endpoint) => Client,
  ): Client => {
    const call = createCaller({
      service,
      region,
      credentials,
      transport,
      readError,
      attempts: options.attempts ?? 3,
      requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    });
    return create(call, resolveEndpoint(service, region, options.endpoint, environment));
  };

  return {
    sqs: make('sqs', readJsonError, createSqs),
    sns: make('sns', readQueryError, createSns),
    dynamodb: make('dynamodb', readJsonError, createDynamoDb),
    logs: make('logs', readJsonError, createLogs),
    ses: make('ses', readJsonError, createSes),
    close: () => transport.close(),
  };
}

function providerOf(given: DataPlaneOptions['credentials'], environment: Environment): CredentialProvider {
  if (typeof given === 'function') return given;
  if (given === undefined) return createCredentialChain(environment);
  const settled = Promise.resolve(given);
  return () => settled;
}
