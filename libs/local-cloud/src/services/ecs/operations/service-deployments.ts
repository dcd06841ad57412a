import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  ServiceDeployment,
  ServiceRevision,
  StopServiceDeploymentRequest,
  StopServiceDeploymentResponse,
} from '@aws-sdk/client-ecs';
import { AwsError, type Operation } from '../../../service.ts';
import { clientError } from '../errors.ts';
import { findCluster, findDefinition, serviceArn } from '../find.ts';
import { paginate } from '../paginate.ts';
import { showServiceDeployment } from '../present.ts';
import type { Ecs, RevisionRecord, ServiceDeploymentRecord, ServiceRecord } from '../records.ts';
import { finishServiceDeployment } from '../scheduler/deployments.ts';
import { rollBack } from '../scheduler/rollback.ts';

function find(
  ecs: Ecs,
  arn: string | undefined,
): { service: ServiceRecord; record: ServiceDeploymentRecord } | undefined {
  for (const service of ecs.services.values()) {
    const record = service.serviceDeployments.find((one) => one.arn === arn);
    if (record !== undefined) return { service, record };
  }
  return undefined;
}

export const listServiceDeployments =
  (ecs: Ecs): Operation<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    const service = ecs.services.get(serviceArn(ecs, cluster, input.service ?? ''));
    if (service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
    const { after, before } = input.createdAt ?? {};
    const all = service.serviceDeployments
      .filter(
        ({ status }) =>
          input.status === undefined || input.status.length === 0 || input.status.includes(status),
      )
      .filter(
        ({ createdAt }) =>
          (after === undefined || createdAt >= after.getTime()) &&
          (before === undefined || createdAt <= before.getTime()),
      )
      .map((record) => {
        const shown = showServiceDeployment(ecs, service, record);
        const {
          serviceDeploymentArn,
          serviceArn,
          clusterArn,
          startedAt,
          createdAt,
          finishedAt,
          status,
          statusReason,
        } = shown;
        return {
          serviceDeploymentArn,
          serviceArn,
          clusterArn,
          startedAt,
          createdAt,
          finishedAt,
          status,
          statusReason,
          targetServiceRevisionArn: record.target.arn,
        };
      });
    const { page, nextToken } = paginate(all, { ...input, maxResults: input.maxResults ?? 20 });
    return { serviceDeployments: page, nextToken };
  };

export const describeServiceDeployments =
  (ecs: Ecs): Operation<DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse> =>
  (input) => {
    const serviceDeployments: ServiceDeployment[] = [];
    const failures = [];
    for (const arn of input.serviceDeploymentArns ?? []) {
      const found = find(ecs, arn);
      if (found === undefined) failures.push({ arn, reason: 'MISSING' });
      else serviceDeployments.push(showServiceDeployment(ecs, found.service, found.record));
    }
    return { serviceDeployments, failures };
  };

function showRevision(ecs: Ecs, service: ServiceRecord, revision: RevisionRecord): ServiceRevision {
  const { definition } = findDefinition(ecs, revision.taskDefinition);
  const { launchType, capacityProviderStrategy, networkConfiguration, loadBalancers } = revision.settings;
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: revision.taskDefinition,
    ...(capacityProviderStrategy === undefined
      ? { launchType: launchType ?? 'FARGATE' }
      : { capacityProviderStrategy }),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: loadBalancers ?? [],
    networkConfiguration,
    containerImages: (definition.containerDefinitions ?? []).map(({ name, image = '' }) => ({
      containerName: name,
      image,
      imageDigest: revision.images.get(image),
    })),
    guardDutyEnabled: false,
    createdAt: new Date(revision.createdAt),
  };
}

export const describeServiceRevisions =
  (ecs: Ecs): Operation<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse> =>
  (input) => {
    const serviceRevisions: ServiceRevision[] = [];
    const failures = [];
    for (const arn of input.serviceRevisionArns ?? []) {
      const service = [...ecs.services.values()].find(({ revisions }) =>
        revisions.some((one) => one.arn === arn),
      );
      const revision = service?.revisions.find((one) => one.arn === arn);
      if (service === undefined || revision === undefined) failures.push({ arn, reason: 'MISSING' });
      else serviceRevisions.push(showRevision(ecs, service, revision));
    }
    return { serviceRevisions, failures };
  };

/** ROLLBACK goes back to the last completed deployment; ABORT leaves everything as it is now. */
export const stopServiceDeployment =
  (ecs: Ecs): Operation<StopServiceDeploymentRequest, StopServiceDeploymentResponse> =>
  (input) => {
    const found = find(ecs, input.serviceDeploymentArn);
    if (found === undefined)
      throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
    const { service, record } = found;
    if (record.finishedAt !== undefined) {
      throw new AwsError(
        'ConflictException',
        `The service deployment is ${record.status} and cannot be stopped.`,
      );
    }
    const primary = service.deployments[0];
    if (input.stopType === 'ABORT') {
      // No more tasks are started, and none that runs is touched.
      if (primary !== undefined)
        Object.assign(primary, {
          rolloutState: 'FAILED',
          rolloutStateReason: 'Service deployment was stopped.',
        });
      record.stoppedAt = Date.now();
      finishServiceDeployment(service, record, 'STOPPED', 'Service deployment was stopped by the user.');
    } else {
      if (record.rollback !== undefined)
        throw new AwsError('ConflictException', 'The service deployment is being rolled back already.');
      if (primary !== undefined) {
        Object.assign(primary, {
          rolloutState: 'FAILED',
          rolloutStateReason: 'Service deployment was stopped: rollback requested.',
        });
      }
      record.failedTasks = primary?.failedTasks ?? 0;
      if (!rollBack(service, 'Rollback requested by the user'))
        throw clientError('There is no completed deployment to roll back to; use stopType ABORT.');
    }
    ecs.wake(service);
    return { serviceDeploymentArn: record.arn };
  };
