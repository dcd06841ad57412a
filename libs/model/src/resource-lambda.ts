import type { FunctionDefinition } from './function/shape.ts';
import type { Described } from './resource.ts';

export interface FunctionResource extends Described<'function'> {
  /** Rendered: no placeholders left, the role by its ARN. */
  readonly definition: FunctionDefinition;
  /** The zip: its hash as Lambda says it (base64 of SHA-256), and its bytes where they are at hand. */
  readonly code: { readonly sha256: string; readonly zip?: Uint8Array };
}

export interface FunctionAliasResource extends Described<'functionAlias'> {
  /** Id of the desired function, whose code and configuration the alias leads to, as a version. */
  readonly function: string;
  readonly functionName: string;
  readonly alias: string;
}

export interface FunctionPermissionResource extends Described<'functionPermission'> {
  readonly functionName: string;
  readonly alias: string;
  readonly statementId: string;
  readonly principal: string;
  /** Id of the desired HTTP API whose requests may invoke it. */
  readonly httpApi: string;
}

export interface EventSourceMappingResource extends Described<'eventSourceMapping'> {
  readonly functionName: string;
  readonly alias: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly responseTypes: readonly string[];
  /** Patterns; none is the only safe number of them. */
  readonly filters: readonly string[];
  /** Undefined: stays as it is, and a new one is created without consuming. */
  readonly enabled?: boolean | undefined;
}

export interface HttpApiResource extends Described<'httpApi'> {
  readonly description: string;
}

export interface HttpIntegrationResource extends Described<'httpIntegration'> {
  /** Id of the desired HTTP API. */
  readonly httpApi: string;
  /** ARN of the alias that answers. */
  readonly target: string;
  readonly timeoutMilliseconds: number;
}

export interface HttpRouteResource extends Described<'httpRoute'> {
  /** Id of the desired HTTP API. */
  readonly httpApi: string;
  /** Id of the desired integration. */
  readonly integration: string;
  /** `POST /orders`, or `$default` for all that no other route takes. */
  readonly routeKey: string;
}

export interface HttpStageResource extends Described<'httpStage'> {
  /** Id of the desired HTTP API. */
  readonly httpApi: string;
  readonly stageName: string;
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
  /** ARN of the log group, and what a line in it is. */
  readonly accessLog: { readonly logGroupArn: string; readonly format: string };
}

/** A custom domain name of API Gateway: its name is the domain. */
export interface DomainNameResource extends Described<'domainName'> {
  readonly certificateArn: string;
}

/** Which stage answers at a custom domain name: its name is the domain. */
export interface ApiMappingResource extends Described<'apiMapping'> {
  /** Id of the desired HTTP API. */
  readonly httpApi: string;
  readonly stageName: string;
}
