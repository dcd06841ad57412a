/** What an execution environment is made for: one version of a function with its configuration. */
export interface FunctionSpec {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** e.g. `nodejs24.x` */
  readonly runtime: string;
  /** `<folder/module>.<export>` */
  readonly handler: string;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** The unpacked code. */
  readonly root: string;
  /** The function's own variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Of JSON logs: the lowest level that is written. */
  readonly logLevel?: string | undefined;
  /** Likewise, of what Lambda itself logs. */
  readonly systemLogLevel?: string | undefined;
}

/** What AWS gives an environment besides: credentials of its role, its place. */
export interface EnvironmentGift {
  readonly region: string;
  /** AWS_ENDPOINT_URL */
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly logStream: string;
  /** Takes what the environment logs, one event at a time. */
  readonly log: (message: string) => void;
}

/** One call of a function. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly invokedArn: string;
  /** `Root=1-...;Parent=...;Sampled=0` */
  readonly traceId: string;
  readonly clientContext?: string | undefined;
}

export interface InvocationResult {
  readonly payload: Uint8Array;
  /** Present when the function failed: by its own error, its timeout, or because its process ended. */
  readonly functionError?: 'Unhandled';
  /** The last 4 KB of what was logged during the invocation. */
  readonly logTail: string;
}

/** Variables that nobody may set himself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const reservedVariables: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/** Everything a function's process finds in its environment; nothing of this machine's own but PATH. */
export function environmentVariables(
  spec: FunctionSpec,
  gift: EnvironmentGift,
  runtimeApi: string,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: gift.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    ...spec.variables,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: gift.logStream,
    AWS_LAMBDA_LOG_FORMAT: spec.logFormat,
    ...(spec.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: spec.logLevel }),
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_REGION: gift.region,
    AWS_DEFAULT_REGION: gift.region,
    AWS_ACCESS_KEY_ID: gift.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: gift.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: gift.credentials.sessionToken,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: spec.root,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: spec.handler,
  };
}
