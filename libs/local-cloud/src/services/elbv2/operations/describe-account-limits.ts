import type {
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';

/** The default quotas of https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const describeAccountLimits: Operation<
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput
> = () => ({
  Limits: [
    { Name: 'application-load-balancers', Max: '50' },
    { Name: 'target-groups', Max: '3000' },
    { Name: 'targets-per-application-load-balancer', Max: '1000' },
    { Name: 'targets-per-target-group', Max: '1000' },
    { Name: 'listeners-per-application-load-balancer', Max: '50' },
    { Name: 'rules-per-application-load-balancer', Max: '100' },
    { Name: 'condition-values-per-alb-rule', Max: '5' },
    { Name: 'target-groups-per-action-on-application-load-balancer', Max: '5' },
    { Name: 'target-groups-per-application-load-balancer', Max: '100' },
  ],
});
