import type {
  DescribeServicesRequest,
  DescribeServicesResponse,
  ListServicesRequest,
  ListServicesResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findCluster, serviceArn } from '../find.ts';
import { paginate } from '../paginate.ts';
import { showService } from '../present.ts';
import type { Ecs } from '../records.ts';

export const describeServices =
  (ecs: Ecs): Operation<DescribeServicesRequest, DescribeServicesResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    const arns = (input.services ?? []).map((service) => serviceArn(ecs, cluster, service));
    if (arns.length === 0) throw invalidParameter('Services cannot be empty.');
    if (arns.length > 10) throw invalidParameter('Services cannot have more than 10 elements.');
    const withTags = input.include?.includes('TAGS') === true;
    return {
      services: arns
        .flatMap((arn) => ecs.services.get(arn) ?? [])
        .map((service) => showService(ecs, service, withTags)),
      failures: arns.filter((arn) => !ecs.services.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
    };
  };

export const listServices =
  (ecs: Ecs): Operation<ListServicesRequest, ListServicesResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    const arns = [...ecs.services.values()]
      .filter((service) => service.cluster === cluster && service.status !== 'INACTIVE')
      .map(({ arn }) => arn);
    const { page, nextToken } = paginate(arns, { maxResults: 10, ...input });
    return { serviceArns: page, nextToken };
  };
