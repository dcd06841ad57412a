import type {
  AccessLogSettings,
  Cors,
  Integration,
  Route,
  RouteSettings,
} from '@aws-sdk/client-apigatewayv2';

export type Tags = Record<string, string>;

/** What a stage serves: routes and integrations as they were when it was deployed. */
export interface DeploymentRecord {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly autoDeployed: boolean;
  description?: string | undefined;
  readonly routes: readonly Route[];
  readonly integrations: readonly Integration[];
  readonly cors: Cors | undefined;
}

export interface StageRecord {
  readonly name: string;
  readonly createdAt: number;
  readonly managed: boolean;
  updatedAt: number;
  autoDeploy: boolean;
  deploymentId?: string | undefined;
  description?: string | undefined;
  accessLog?: AccessLogSettings | undefined;
  defaultSettings: RouteSettings;
  /** By route key; they go before the default ones. */
  routeSettings: Record<string, RouteSettings>;
  variables: Record<string, string>;
  tags: Tags;
}

export interface ApiRecord {
  readonly id: string;
  /** The loopback port behind `ApiEndpoint`; another one after a restart where the old is taken. */
  port: number;
  readonly createdAt: number;
  readonly managed: boolean;
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  cors?: Cors | undefined;
  endpointDisabled: boolean;
  tags: Tags;
  readonly integrations: Map<string, Integration>;
  readonly routes: Map<string, Route>;
  readonly stages: Map<string, StageRecord>;
  readonly deployments: Map<string, DeploymentRecord>;
}
