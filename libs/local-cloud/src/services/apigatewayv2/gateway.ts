import type { Integration, Route } from '@aws-sdk/client-apigatewayv2';
import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { CertificateReader } from '../acm/index.ts';
import type { DataPlane } from './data-plane/data-plane.ts';
import type { DomainRecord } from './domain-names.ts';
import { notFound } from './errors.ts';
import type { ApiRecord, DeploymentRecord, StageRecord } from './model.ts';

/** What every operation works on. */
export interface Gateway {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly apis: Map<string, ApiRecord>;
  readonly domains: Map<string, DomainRecord>;
  readonly certificates: CertificateReader;
  readonly dataPlane: DataPlane;
}

export function findApi(gateway: Pick<Gateway, 'apis'>, id: string | undefined): ApiRecord {
  const found = gateway.apis.get(id ?? '');
  if (found === undefined) throw notFound(`Invalid API identifier specified ${id}`);
  return found;
}

export function findIntegration(api: ApiRecord, id: string | undefined): Integration {
  const found = api.integrations.get(id ?? '');
  if (found === undefined) throw notFound(`Invalid Integration identifier specified ${id}`);
  return found;
}

export function findRoute(api: ApiRecord, id: string | undefined): Route {
  const found = api.routes.get(id ?? '');
  if (found === undefined) throw notFound(`Invalid Route identifier specified ${id}`);
  return found;
}

export function findStage(api: ApiRecord, name: string | undefined): StageRecord {
  const found = api.stages.get(name ?? '');
  if (found === undefined) throw notFound(`Invalid stage identifier specified ${name}`);
  return found;
}

export function findDeployment(api: ApiRecord, id: string | undefined): DeploymentRecord {
  const found = api.deployments.get(id ?? '');
  if (found === undefined) throw notFound(`Invalid Deployment identifier specified ${id}`);
  return found;
}
