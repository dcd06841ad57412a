import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroupResource } from '@phaseline/model';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { toTagList } from '../aws/tags.ts';
import { type Kind, touches } from '../engine/kind.ts';
import { addElbTags, readElbTags } from './elb-tags.ts';
import { defaultVpc } from './network.ts';

const delayAttribute = 'deregistration_delay.timeout_seconds';

/** A target group of task addresses: how targets are judged, and how long they may finish what they are at. */
export const targetGroup: Kind<TargetGroupResource> = {
  async read({ name }, scope) {
    const { clients, options } = scope;
    const described = await orAbsent(
      clients.elb.send(new DescribeTargetGroupsCommand({ Names: [name] }), options),
      'TargetGroupNotFound',
    );
    const found = described?.TargetGroups?.[0];
    if (!found?.TargetGroupArn) return undefined;
    const arn = found.TargetGroupArn;
    const [{ Attributes = [] }, tags] = await Promise.all([
      clients.elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }), options),
      readElbTags(arn, scope),
    ]);
    const delay = Attributes.find(({ Key }) => Key === delayAttribute)?.Value;
    return {
      state: {
        listens: `${found.TargetType} ${found.Protocol} ${found.Port}`,
        healthCheck: {
          path: found.HealthCheckPath,
          intervalSeconds: found.HealthCheckIntervalSeconds,
          timeoutSeconds: found.HealthCheckTimeoutSeconds,
          healthyThreshold: found.HealthyThresholdCount,
          unhealthyThreshold: found.UnhealthyThresholdCount,
        },
        deregistrationDelaySeconds: Number(delay),
      },
      tags,
      outputs: { arn },
    };
  },

  want: ({ port, healthCheck, deregistrationDelaySeconds }) => ({
    listens: `ip HTTP ${port}`,
    healthCheck: { ...healthCheck },
    deregistrationDelaySeconds,
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options } = scope;
    if (touches(changes, 'listens')) {
      throw new Error(
        `target group ${resource.name} is there as ${String(observed?.state['listens'])}, and that cannot be changed: ` +
          `delete it, or choose another environment (wanted ip HTTP ${resource.port})`,
      );
    }
    let arn = observed?.outputs['arn'];
    if (arn === undefined) {
      const { TargetGroups } = await clients.elb.send(
        new CreateTargetGroupCommand({
          Name: resource.name,
          TargetType: 'ip',
          Protocol: 'HTTP',
          Port: resource.port,
          VpcId: await defaultVpc(scope),
          ...healthCheckOf(resource),
          Tags: toTagList(resource.tags),
        }),
        options,
      );
      arn = TargetGroups?.[0]?.TargetGroupArn ?? '';
    }
    if (touches(changes, 'tags')) await addElbTags(arn, resource.tags, scope);
    if (touches(changes, 'healthCheck')) {
      await clients.elb.send(
        new ModifyTargetGroupCommand({ TargetGroupArn: arn, ...healthCheckOf(resource) }),
        options,
      );
    }
    if (!observed || touches(changes, 'deregistrationDelaySeconds')) {
      const Attributes = [{ Key: delayAttribute, Value: String(resource.deregistrationDelaySeconds) }];
      await clients.elb.send(
        new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes }),
        options,
      );
    }
    return { arn };
  },

  async remove({ name }, { outputs }, { clients: { elb }, options, signal }) {
    const command = new DeleteTargetGroupCommand({ TargetGroupArn: outputs['arn'] });
    // Its listener is gone, but that takes a moment to be known.
    await poll({ what: `target group ${name} to be unused`, timeoutSeconds: 60, signal }, async () => {
      try {
        await elb.send(command, options);
        return true;
      } catch (error) {
        if (isAwsError(error, 'TargetGroupNotFound')) return true;
        if (isAwsError(error, 'ResourceInUse')) return undefined;
        throw error;
      }
    });
  },
};

function healthCheckOf({ healthCheck }: TargetGroupResource) {
  return {
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: healthCheck.path,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: '200' },
  } as const;
}
