import { randomUUID } from 'node:crypto';
import type {
  CreateServiceCommandInput,
  DeploymentConfiguration,
  LoadBalancer,
  Service,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import type { ServiceResource } from '@phaseline/model';
import { toLowerTagList } from '../aws/tags.ts';
import { type Change, type KindScope, type Lookup, mustLookup, type State, touches } from '../engine/kind.ts';
import { describeService } from './describe-service.ts';
import { defaultSubnets } from './network.ts';

/** The fields of a service that we own, as ECS describes it. */
export function serviceState(found: Service): State {
  const { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker } =
    found.deploymentConfiguration ?? {};
  const [balancer] = found.loadBalancers ?? [];
  return {
    taskDefinition: found.taskDefinition,
    deployment: {
      minimumHealthyPercent,
      maximumPercent,
      breaks: deploymentCircuitBreaker?.enable ?? false,
      rollsBack: deploymentCircuitBreaker?.rollback ?? false,
    },
    securityGroups: [...(found.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [])].sort(),
    loadBalancing: balancer
      ? {
          targetGroup: balancer.targetGroupArn,
          container: balancer.containerName,
          port: balancer.containerPort,
        }
      : undefined,
    propagateTags: found.propagateTags,
    // With nothing to roll back to, ECS leaves the service at the revision that failed, and tries no more.
    failed: found.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState === 'FAILED',
  };
}

/** What {@link serviceState} should give. */
export function wantedService(resource: ServiceResource, lookup: Lookup): State {
  const { loadBalancing, taskDefinition, securityGroup } = resource;
  return {
    taskDefinition: lookup(taskDefinition, 'arn') ?? taskDefinition,
    deployment: {
      minimumHealthyPercent: resource.minimumHealthyPercent,
      maximumPercent: resource.maximumPercent,
      breaks: true,
      rollsBack: true,
    },
    securityGroups: [lookup(securityGroup, 'id') ?? securityGroup],
    loadBalancing: loadBalancing && {
      targetGroup: lookup(loadBalancing.targetGroup, 'arn') ?? loadBalancing.targetGroup,
      container: loadBalancing.container,
      port: loadBalancing.port,
    },
    propagateTags: 'SERVICE',
    failed: false,
  };
}

/** What CreateService takes. */
export async function creation(
  resource: ServiceResource,
  scope: KindScope,
): Promise<CreateServiceCommandInput> {
  return {
    cluster: resource.cluster,
    serviceName: resource.name,
    // The SDK's second attempt, when the answer to the first was lost, must not be refused as a second service.
    clientToken: randomUUID(),
    taskDefinition: mustLookup(scope.lookup, resource.taskDefinition, 'arn'),
    desiredCount: resource.initialCount,
    launchType: 'FARGATE',
    schedulingStrategy: 'REPLICA',
    deploymentConfiguration: deploymentOf(resource),
    networkConfiguration: networkOf(resource, await defaultSubnets(scope), scope.lookup),
    ...(resource.loadBalancing && {
      loadBalancers: balancersOf(resource, scope.lookup),
      healthCheckGracePeriodSeconds: resource.loadBalancing.gracePeriodSeconds,
    }),
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
    tags: toLowerTagList(resource.tags),
  };
}

/** What one UpdateService takes to put all `changes` right. */
export async function update(
  resource: ServiceResource,
  changes: readonly Change[],
  scope: KindScope,
): Promise<UpdateServiceCommandInput> {
  const { cluster, name, taskDefinition } = resource;
  return {
    cluster,
    service: name,
    ...(touches(changes, 'taskDefinition') && {
      taskDefinition: mustLookup(scope.lookup, taskDefinition, 'arn'),
    }),
    ...(touches(changes, 'deployment') && { deploymentConfiguration: deploymentOf(resource) }),
    ...(touches(changes, 'securityGroups') && {
      networkConfiguration: networkOf(resource, await subnetsNow(resource, scope), scope.lookup),
    }),
    ...(touches(changes, 'loadBalancing') && { loadBalancers: balancersOf(resource, scope.lookup) }),
    ...(touches(changes, 'propagateTags') && { propagateTags: 'SERVICE' }),
    ...(touches(changes, 'failed') && { forceNewDeployment: true }),
  };
}

function deploymentOf(resource: ServiceResource): DeploymentConfiguration {
  return {
    minimumHealthyPercent: resource.minimumHealthyPercent,
    maximumPercent: resource.maximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  };
}

function balancersOf({ loadBalancing }: ServiceResource, lookup: Lookup): LoadBalancer[] {
  if (!loadBalancing) return [];
  const { targetGroup, container, port } = loadBalancing;
  return [
    {
      targetGroupArn: mustLookup(lookup, targetGroup, 'arn'),
      containerName: container,
      containerPort: port,
    },
  ];
}

function networkOf(resource: ServiceResource, subnets: string[], lookup: Lookup) {
  return {
    awsvpcConfiguration: {
      subnets,
      securityGroups: [mustLookup(lookup, resource.securityGroup, 'id')],
      // Default VPCs have no NAT: without an address of its own a task reaches neither the registry nor AWS.
      assignPublicIp: 'ENABLED' as const,
    },
  };
}

/** The subnets of a service stay as they are once it is there. */
async function subnetsNow({ cluster, name }: ServiceResource, scope: KindScope): Promise<string[]> {
  const found = await describeService(cluster, name, scope);
  return found?.networkConfiguration?.awsvpcConfiguration?.subnets ?? (await defaultSubnets(scope));
}
