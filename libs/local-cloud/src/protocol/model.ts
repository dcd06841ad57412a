import { shapeOf, type Shape, type Traits } from './shape.ts';

export type ProtocolName = 'awsJson1_0' | 'awsJson1_1' | 'restJson1' | 'restXml' | 'awsQuery' | 'ec2Query';

export interface OperationModel {
  readonly name: string;
  readonly traits: Traits;
  readonly input: Shape;
  readonly output: Shape;
}

export interface ErrorModel {
  /** The name of the shape, e.g. `QueueDoesNotExist`. */
  readonly name: string;
  /** What is sent as the code by the query protocols, e.g. `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryCode: string;
  readonly statusCode: number;
  readonly shape: Shape;
}

/** One AWS service's API, as its SDK client models it. */
export interface ServiceModel {
  readonly namespace: string;
  readonly protocol: ProtocolName;
  readonly version: string;
  readonly xmlNamespace: string;
  /** True where a JSON service once spoke query, and clients still expect its error codes in a header. */
  readonly queryCompatible: boolean;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** By shape name and by query code. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

interface ClientConfig {
  readonly protocol: { getShapeId(): string };
  readonly protocolSettings: {
    readonly defaultNamespace: string;
    readonly version?: string;
    readonly xmlNamespace?: string;
    readonly awsQueryCompatible?: boolean;
  };
}
type Client = new (options: object) => { readonly config: ClientConfig; destroy(): void };

const OPERATION = 9;
const ERROR = -3;

/**
 * Reads a service's API from its `@aws-sdk/client-*` module.
 * @throws {TypeError} when the module exports no client or no schemas (clients older than 3.1000).
 */
export function readModel(module: Readonly<Record<string, unknown>>): ServiceModel {
  const { protocol, protocolSettings: settings } = clientConfig(module);
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const schema of Object.values(module)) {
    if (!Array.isArray(schema)) continue;
    const [kind, namespace, name] = schema as [number, string, string];
    if (kind === OPERATION) operations.set(name, readOperation(schema));
    if (kind !== ERROR || namespace.startsWith('smithy.ts.sdk.synthetic')) continue;
    const error = readError(schema);
    errors.set(error.name, error);
    if (!errors.has(error.queryCode)) errors.set(error.queryCode, error);
  }
  if (operations.size === 0) throw new TypeError('The client module exports no operation schemas.');
  return {
    namespace: settings.defaultNamespace,
    protocol: protocol.getShapeId().replace('aws.protocols#', '') as ProtocolName,
    version: settings.version ?? '',
    xmlNamespace: settings.xmlNamespace ?? '',
    queryCompatible: settings.awsQueryCompatible ?? false,
    operations,
    errors,
  };
}

function clientConfig(module: Readonly<Record<string, unknown>>): ClientConfig {
  const name = Object.keys(module).find((key) => /^[A-Z]\w*Client$/.test(key));
  if (name === undefined) throw new TypeError('The module exports no *Client class.');
  const client = new (module[name] as Client)({
    region: 'us-east-1',
    credentials: { accessKeyId: 'model', secretAccessKey: 'model' },
  });
  client.destroy();
  return client.config;
}

function readOperation(schema: unknown[]): OperationModel {
  const [, , name, traits, input, output] = schema as [number, string, string, Traits | 0, unknown, unknown];
  return { name, traits: traits === 0 ? {} : traits, input: shapeOf(input), output: shapeOf(output) };
}

function readError(schema: unknown[]): ErrorModel {
  const [, , name, traits] = schema as [number, string, string, Traits | 0];
  const { awsQueryError, httpError, error }: Traits = traits === 0 ? {} : traits;
  return {
    name,
    queryCode: awsQueryError?.[0] ?? name,
    statusCode: httpError ?? awsQueryError?.[1] ?? (error === 'server' ? 500 : 400),
    shape: shapeOf(schema),
  };
}
