import type { CloudEnvironment } from '../../environment.ts';
import type { Clock } from '../../clock.ts';
import type { FunctionRuntime } from '../../runtime/function/function-runtime.ts';
import type { IamService } from '../iam/index.ts';
import type { LogsService } from '../logs/index.ts';
import type { SqsService } from '../sqs/index.ts';
import type { StsService } from '../sts/index.ts';
import type { Mapping } from './mappings/mapping.ts';
import type { Pace } from './pace.ts';

/** What can be set of a function; a published version keeps its own. */
export interface FunctionSettings {
  readonly description: string;
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly architecture: 'x86_64' | 'arm64';
  readonly tracing: 'Active' | 'PassThrough';
  readonly ephemeralStorage: number;
  readonly logging: {
    readonly LogFormat: 'Text' | 'JSON';
    readonly ApplicationLogLevel?: string | undefined;
    readonly SystemLogLevel?: string | undefined;
    readonly LogGroup: string;
  };
}

export interface FunctionCode {
  /** Base64, as CodeSha256 says it. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

export interface FunctionVersion {
  /** `$LATEST` or a number. */
  readonly version: string;
  settings: FunctionSettings;
  code: FunctionCode;
  state: 'Pending' | 'Active';
  lastUpdate: 'InProgress' | 'Successful';
  /** Milliseconds since the epoch. */
  lastModified: number;
  revisionId: string;
}

export interface Alias {
  readonly name: string;
  description: string;
  version: string;
  /** One more version, and its share of the invocations. */
  weights: Readonly<Record<string, number>>;
  revisionId: string;
}

/** The resource policy of a function, or of one of its versions or aliases. */
export interface ResourcePolicy {
  revisionId: string;
  readonly statements: Map<string, object>;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly latest: FunctionVersion;
  readonly versions: Map<string, FunctionVersion>;
  readonly aliases: Map<string, Alias>;
  /** By qualifier; '' is the function itself. */
  readonly policies: Map<string, ResourcePolicy>;
  readonly tags: Map<string, string>;
  /** Numbers are never used twice. */
  nextVersion: number;
  reserved: number | undefined;
}

/** Everything Lambda holds. */
export interface Lambda {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly deps: LambdaDependencies;
  readonly runtime: FunctionRuntime;
  readonly functions: Map<string, LambdaFunction>;
  readonly mappings: Map<string, Mapping>;
  /** Running invocations by function. */
  readonly running: Map<string, number>;
  readonly stopping: { value: boolean };
  /** Starts, changes or ends the pollers of a mapping as its state says. */
  readonly poll: (mapping: Mapping) => void;
}

export interface LambdaDependencies {
  readonly iam: Pick<IamService, 'roleByArn' | 'permits'>;
  readonly sts: Pick<StsService, 'issueSession'>;
  readonly logs: Pick<LogsService, 'ingest' | 'operations' | 'signingName'>;
  readonly sqs: Pick<SqsService, 'operations' | 'signingName'>;
}
