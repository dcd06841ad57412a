import type {
  DescribeScalingActivitiesRequest,
  DescribeScalingActivitiesResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { DIMENSION, type AutoScaling } from '../auto-scaling.ts';
import { paginate } from '../paginate.ts';

/** What scaling has done, newest first. */
export const describeScalingActivities =
  (scaling: AutoScaling): Operation<DescribeScalingActivitiesRequest, DescribeScalingActivitiesResponse> =>
  (input) => {
    const wanted = scaling.activities
      .filter(
        ({ resourceId }) =>
          input.ServiceNamespace === 'ecs' &&
          (input.ResourceId === undefined || input.ResourceId === resourceId),
      )
      .toReversed();
    const { page, NextToken } = paginate(wanted, input);
    return {
      ScalingActivities: page.map((activity) => ({
        ActivityId: activity.id,
        ServiceNamespace: 'ecs' as const,
        ResourceId: activity.resourceId,
        ScalableDimension: DIMENSION,
        Description: activity.description,
        Cause: activity.cause,
        StartTime: new Date(activity.startedAt),
        EndTime: activity.endedAt === undefined ? undefined : new Date(activity.endedAt),
        StatusCode: activity.status,
        StatusMessage: activity.message,
      })),
      NextToken,
    };
  };
