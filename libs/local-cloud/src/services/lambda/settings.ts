import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { reservedVariables } from '../../runtime/function/function-spec.ts';
import { constraint, invalid, notBuilt } from './errors.ts';
import type { FunctionSettings } from './records.ts';

type Given = Partial<Omit<CreateFunctionRequest, 'Code'>> & Partial<UpdateFunctionConfigurationRequest>;

const RUNTIMES = ['nodejs22.x', 'nodejs24.x'];

/** The settings a function has after `given`: what is not given stays. @throws for a value AWS refuses, and for what is not built. */
export function withSettings(before: FunctionSettings, given: Given): FunctionSettings {
  refuseUnbuilt(given);
  const storage = given.EphemeralStorage?.Size ?? before.ephemeralStorage;
  inRange(storage, 'ephemeralStorage.size', 512, 10_240);
  return {
    description: text(given.Description, 'description', 256) ?? before.description,
    role: given.Role ?? before.role,
    runtime: checkRuntime(given.Runtime) ?? before.runtime,
    handler: checkHandler(given.Handler) ?? before.handler,
    memorySize: inRange(given.MemorySize ?? before.memorySize, 'memorySize', 128, 10_240),
    timeout: inRange(given.Timeout ?? before.timeout, 'timeout', 1, 900),
    variables: given.Environment ? checkVariables(given.Environment.Variables) : before.variables,
    architecture: before.architecture,
    tracing: checkTracing(given) ?? before.tracing,
    ephemeralStorage: storage,
    logging: checkLogging(given) ?? before.logging,
  };
}

/** The settings of a function of which nothing is said. */
export function defaultSettings(name: string): FunctionSettings {
  return {
    description: '',
    role: '',
    runtime: '',
    handler: '',
    memorySize: 128,
    timeout: 3,
    variables: {},
    architecture: 'x86_64',
    tracing: 'PassThrough',
    ephemeralStorage: 512,
    logging: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
  };
}

/** @throws `ValidationException` */
export function checkArchitecture(list: readonly string[] | undefined): 'x86_64' | 'arm64' | undefined {
  if (list === undefined) return undefined;
  const [only] = list;
  if (list.length === 1 && (only === 'x86_64' || only === 'arm64')) return only;
  throw constraint(
    `[${list.join(', ')}]`,
    'architectures',
    'satisfy enum value set: [x86_64, arm64], exactly one',
  );
}

function refuseUnbuilt(given: Given): void {
  if (given.PackageType === 'Image') throw notBuilt('functions from images (PackageType Image): give a zip');
  if ((given.Layers ?? []).length > 0) throw notBuilt('layers: put what the function needs into its zip');
  if ((given.VpcConfig?.SubnetIds ?? []).length > 0) throw notBuilt('functions in a VPC (VpcConfig)');
  if ((given.FileSystemConfigs ?? []).length > 0) throw notBuilt('file systems (FileSystemConfigs)');
  if (given.DeadLetterConfig?.TargetArn)
    throw notBuilt('dead-letter targets of functions (DeadLetterConfig)');
  if (given.KMSKeyArn) throw notBuilt('customer managed keys (KMSKeyArn)');
  if (given.SnapStart?.ApplyOn === 'PublishedVersions') throw notBuilt('SnapStart');
  if (given.CodeSigningConfigArn) throw notBuilt('code signing');
  if (given.ImageConfig) throw notBuilt('functions from images (ImageConfig): give a zip');
  refusePublishTo(given);
  if (given.CapacityProviderConfig ?? given.DurableConfig ?? given.TenancyConfig) {
    throw notBuilt('capacity providers, durable functions or tenancy');
  }
}

/** @throws where a version is to be published elsewhere than to the function's own versions. */
export function refusePublishTo({ PublishTo }: Pick<Given, 'PublishTo'>): void {
  if (PublishTo) throw notBuilt('publishing to capacity providers (PublishTo)');
}

function text(value: string | undefined, member: string, longest: number): string | undefined {
  if (value === undefined || value.length <= longest) return value;
  throw constraint(value, member, `have length less than or equal to ${longest}`);
}

function inRange(value: number, member: string, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw constraint(
    value,
    member,
    value < least
      ? `have value greater than or equal to ${least}`
      : `have value less than or equal to ${most}`,
  );
}

function checkRuntime(runtime: string | undefined): string | undefined {
  if (runtime === undefined || RUNTIMES.includes(runtime)) return runtime;
  throw invalid(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(', ')}] or be a valid ARN (others are not built in this cloud)`,
  );
}

function checkHandler(handler: string | undefined): string | undefined {
  if (handler === undefined || /^[^\s]{1,128}$/.test(handler)) return handler;
  throw constraint(handler, 'handler', String.raw`satisfy regular expression pattern: [^\s]+`);
}

function checkTracing({ TracingConfig: config }: Given): FunctionSettings['tracing'] | undefined {
  const mode = config?.Mode;
  if (mode === undefined || mode === 'Active' || mode === 'PassThrough') return mode;
  throw constraint(mode, 'tracingConfig.mode', 'satisfy enum value set: [Active, PassThrough]');
}

function checkLogging(given: Given): FunctionSettings['logging'] | undefined {
  const config = given.LoggingConfig;
  if (config === undefined) return undefined;
  const { LogFormat = 'Text', ApplicationLogLevel, SystemLogLevel } = config;
  if (LogFormat !== 'Text' && LogFormat !== 'JSON') {
    throw constraint(LogFormat, 'loggingConfig.logFormat', 'satisfy enum value set: [JSON, Text]');
  }
  if (LogFormat === 'Text' && (ApplicationLogLevel ?? SystemLogLevel) !== undefined) {
    throw invalid('ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON.');
  }
  const name = /([\w-]+)(?::[^:]*)?$/.exec(given.FunctionName ?? '')?.[1] ?? '';
  const { LogGroup = `/aws/lambda/${name}` } = config;
  const levels = LogFormat === 'JSON' ? { ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' } : {};
  return {
    LogFormat,
    ...levels,
    ...(ApplicationLogLevel === undefined ? {} : { ApplicationLogLevel }),
    ...(SystemLogLevel === undefined ? {} : { SystemLogLevel }),
    LogGroup,
  };
}

const COULD_NOT =
  'Lambda was unable to configure your environment variables because the environment variables you have provided';

function checkVariables(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
  const names = Object.keys(variables);
  const reserved = names.filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw invalid(
      `${COULD_NOT} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const bad = names.find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (bad !== undefined) {
    throw constraint(
      bad,
      'environment.variables',
      'satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+',
    );
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > 4096) {
    throw invalid(`${COULD_NOT} exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`);
  }
  return { ...variables };
}
