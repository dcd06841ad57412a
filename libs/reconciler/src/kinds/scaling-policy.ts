import {
  DeleteScalingPolicyCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { ScalingPolicyResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Kind } from '../engine/kind.ts';

const namespace = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

/** By which figure a service is scaled, and towards what. Policies have no tags. */
export const scalingPolicy: Kind<ScalingPolicyResource> = {
  async read({ resourceId, policyName }, { clients: { scaling }, options }) {
    const { ScalingPolicies } = await scaling.send(
      new DescribeScalingPoliciesCommand({
        ...namespace,
        ResourceId: resourceId,
        PolicyNames: [policyName],
      }),
      options,
    );
    const found = ScalingPolicies?.[0];
    if (!found) return undefined;
    const { TargetTrackingScalingPolicyConfiguration: configuration, PolicyARN: arn = '' } = found;
    return { state: { tracking: configuration && normal(configuration) }, outputs: { arn } };
  },

  want: (resource) => ({ tracking: normal(configurationOf(resource)) }),

  async apply(resource, _current, { clients: { scaling }, options }) {
    const { PolicyARN = '' } = await scaling.send(
      new PutScalingPolicyCommand({
        ...namespace,
        ResourceId: resource.resourceId,
        PolicyName: resource.policyName,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: configurationOf(resource),
      }),
      options,
    );
    return { arn: PolicyARN };
  },

  async remove({ resourceId, policyName }, _observed, { clients: { scaling }, options }) {
    const command = new DeleteScalingPolicyCommand({
      ...namespace,
      ResourceId: resourceId,
      PolicyName: policyName,
    });
    await orAbsent(scaling.send(command, options), 'ObjectNotFound');
  },
};

function configurationOf(resource: ScalingPolicyResource): TargetTrackingScalingPolicyConfiguration {
  const { tracking, scaleInCooldownSeconds, scaleOutCooldownSeconds } = resource;
  const cooldowns = { ScaleInCooldown: scaleInCooldownSeconds, ScaleOutCooldown: scaleOutCooldownSeconds };
  if (tracking.metric === 'cpu') {
    return {
      TargetValue: tracking.targetPercent,
      ...cooldowns,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    };
  }
  return {
    TargetValue: tracking.targetMessages,
    ...cooldowns,
    CustomizedMetricSpecification: { Metrics: backlogPerTask(tracking) },
  };
}

// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
function backlogPerTask(tracking: { queue: string; cluster: string; service: string }) {
  return [
    {
      Id: 'visible',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/SQS',
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: tracking.queue }],
        },
        Stat: 'Average',
      },
      ReturnData: false,
    },
    {
      Id: 'running',
      MetricStat: {
        Metric: {
          Namespace: 'ECS/ContainerInsights',
          MetricName: 'RunningTaskCount',
          Dimensions: [
            { Name: 'ClusterName', Value: tracking.cluster },
            { Name: 'ServiceName', Value: tracking.service },
          ],
        },
        Stat: 'Average',
      },
      ReturnData: false,
    },
    {
      Id: 'backlog',
      // No task runs: the whole queue is one task's backlog, which starts the first.
      Expression: 'IF(running > 0, visible / running, visible)',
      Label: 'Visible messages per running task',
      ReturnData: true,
    },
  ];
}

/** Plain JSON without what is undefined, with what AWS adds by default said. */
function normal(configuration: TargetTrackingScalingPolicyConfiguration): unknown {
  return JSON.parse(JSON.stringify({ DisableScaleIn: false, ...configuration }));
}
