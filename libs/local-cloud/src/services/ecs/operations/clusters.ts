import type {
  Cluster,
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  ListClustersRequest,
  ListClustersResponse,
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
  UpdateClusterRequest,
  UpdateClusterResponse,
  UpdateClusterSettingsRequest,
  UpdateClusterSettingsResponse,
} from '@aws-sdk/client-ecs';
import { AwsError, type Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findCluster, nameOf } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { ClusterRecord, Ecs } from '../records.ts';

const PROVIDERS = new Set(['FARGATE', 'FARGATE_SPOT']);

function show(ecs: Ecs, cluster: ClusterRecord, include: readonly string[] = ['TAGS', 'SETTINGS']): Cluster {
  const tasks = [...ecs.tasks.values()].filter((task) => task.cluster === cluster);
  const services = [...ecs.services.values()].filter((service) => service.cluster === cluster);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(({ task }) => task.lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ task }) =>
      ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus ?? ''),
    ).length,
    activeServicesCount: services.filter(({ status }) => status === 'ACTIVE').length,
    statistics: [],
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultStrategy,
    tags: include.includes('TAGS') ? cluster.tags : [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
  };
}

function checkProviders(providers: readonly string[]): string[] {
  const wrong = providers.find((provider) => !PROVIDERS.has(provider));
  if (wrong !== undefined)
    throw invalidParameter(
      `The specified capacity provider '${wrong}' was not found. Specify a valid name or ARN and try again.`,
    );
  return [...providers];
}

/** Answers the cluster that is there already, as ECS does. */
export const createCluster =
  (ecs: Ecs): Operation<CreateClusterRequest, CreateClusterResponse> =>
  (input, context) => {
    const name = input.clusterName ?? 'default';
    if (!/^[a-zA-Z][\w-]{0,254}$/.test(name))
      throw invalidParameter(
        `Identifier was not valid: cluster name '${name}' must start with a letter and have up to 255 letters, digits, underscores or hyphens.`,
      );
    const known = ecs.clusters.get(name);
    if (known?.status === 'ACTIVE') return { cluster: show(ecs, known) };
    const cluster: ClusterRecord = {
      name,
      arn: `arn:aws:ecs:${context.region}:${context.account}:cluster/${name}`,
      status: 'ACTIVE',
      settings: input.settings ?? [{ name: 'containerInsights', value: 'disabled' }],
      capacityProviders: checkProviders(input.capacityProviders ?? []),
      defaultStrategy: input.defaultCapacityProviderStrategy ?? [],
      tags: input.tags ?? [],
    };
    ecs.clusters.set(name, cluster);
    return { cluster: show(ecs, cluster) };
  };

export const describeClusters =
  (ecs: Ecs): Operation<DescribeClustersRequest, DescribeClustersResponse> =>
  (input, context) => {
    const names = (input.clusters ?? ['default']).map(nameOf);
    const found = names.flatMap((name) => ecs.clusters.get(name) ?? []);
    return {
      clusters: found.map((cluster) => show(ecs, cluster, input.include ?? [])),
      failures: names
        .filter((name) => !ecs.clusters.has(name))
        .map((name) => ({
          arn: `arn:aws:ecs:${context.region}:${context.account}:cluster/${name}`,
          reason: 'MISSING',
        })),
    };
  };

export const listClusters =
  (ecs: Ecs): Operation<ListClustersRequest, ListClustersResponse> =>
  (input) => {
    const arns = [...ecs.clusters.values()].filter(({ status }) => status === 'ACTIVE').map(({ arn }) => arn);
    const { page, nextToken } = paginate(arns, input);
    return { clusterArns: page, nextToken };
  };

export const deleteCluster =
  (ecs: Ecs): Operation<DeleteClusterRequest, DeleteClusterResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    if (
      [...ecs.services.values()].some(
        (service) => service.cluster === cluster && service.status !== 'INACTIVE',
      )
    ) {
      throw new AwsError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      );
    }
    if (
      [...ecs.tasks.values()].some((task) => task.cluster === cluster && task.task.lastStatus !== 'STOPPED')
    ) {
      throw new AwsError(
        'ClusterContainsTasksException',
        'The Cluster cannot be deleted while Tasks are active.',
      );
    }
    cluster.status = 'INACTIVE';
    return { cluster: show(ecs, cluster) };
  };

export const updateClusterSettings =
  (ecs: Ecs): Operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    cluster.settings = input.settings ?? [];
    return { cluster: show(ecs, cluster) };
  };

export const updateCluster =
  (ecs: Ecs): Operation<UpdateClusterRequest, UpdateClusterResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    if (input.configuration !== undefined || input.serviceConnectDefaults !== undefined) {
      throw new AwsError(
        'UnsupportedFeatureException',
        'configuration and serviceConnectDefaults of a cluster are not built in this cloud.',
      );
    }
    cluster.settings = input.settings ?? cluster.settings;
    return { cluster: show(ecs, cluster) };
  };

export const putClusterCapacityProviders =
  (ecs: Ecs): Operation<PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    cluster.capacityProviders = checkProviders(input.capacityProviders ?? []);
    cluster.defaultStrategy = input.defaultCapacityProviderStrategy ?? [];
    return { cluster: show(ecs, cluster) };
  };
