import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import {
  type AwsPlace,
  parseComponent,
  type Resource,
  resourceId,
  type ServiceResource,
  type TaskDefinitionResource,
} from '@phaseline/model';
import { desiredFor } from '../phase/desired.ts';
import type { DeployEcsServiceRequest } from './deploy-ecs-service.ts';

/** The resources that a release of one component is about. */
export interface Release {
  readonly taskDefinition: TaskDefinitionResource;
  readonly service: ServiceResource;
  /** What the service refers to and must be there: its cluster, its security group, its target group. */
  readonly needs: readonly Resource[];
}

/** @throws RangeError for an unknown component or environment; Error when the API's definition maps no port */
export function releaseOf(
  request: DeployEcsServiceRequest & { readonly taskDefinition: RegisterTaskDefinitionCommandInput },
  place: AwsPlace,
): Release {
  const component = parseComponent(request.component);
  const { environment, system, desiredCount } = request;
  // The address matters to the email identity only, which no release touches.
  const desired = desiredFor({ phase: 'ecs', environment, emailFrom: 'unused@localhost', system }, place, {
    taskDefinitions: { [component]: request.taskDefinition },
  });
  const taskDefinition = desired.find((resource) => resource.kind === 'taskDefinition');
  const service = desired.find((resource) => resource.kind === 'service');
  if (!taskDefinition || !service) throw new Error(`${component} has no service in phase ecs`);
  const cluster = resourceId('cluster', service.cluster);
  const referred = [cluster, service.securityGroup, service.loadBalancing?.targetGroup];
  return {
    taskDefinition,
    service: desiredCount === undefined ? service : { ...service, initialCount: desiredCount },
    needs: desired.filter(({ id }) => referred.includes(id)),
  };
}

/** @throws Error naming what a release needs and does not find; nothing has been written by then. */
export function refuseMissing({ needs, service }: Release, observed: ReadonlyMap<string, unknown>): void {
  const missing = needs.filter(({ id }) => !observed.has(id));
  if (missing.length === 0) return;
  throw new Error(
    `service ${service.name} needs ${missing.map(({ id }) => id).join(', ')}, which is not there: ` +
      'provision the environment first (apply-phase, stage provision)',
  );
}
