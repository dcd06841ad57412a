import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroupResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, touches } from '../engine/kind.ts';

/** A CloudWatch log group and how long it keeps what is in it. */
export const logGroup: Kind<LogGroupResource> = {
  async read({ name }, { clients: { logs }, options }) {
    const { logGroups = [] } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
      options,
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (!found) return undefined;
    const arn = bareArn(found.logGroupArn ?? found.arn ?? '');
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: arn }), options);
    return { state: { retentionDays: found.retentionInDays }, tags: tags ?? {}, outputs: { arn } };
  },

  want: ({ retentionDays }) => ({ retentionDays }),

  async apply(resource, { observed, changes }, { clients: { logs }, options, place }) {
    const { name: logGroupName, retentionDays: retentionInDays } = resource;
    const tags = { ...resource.tags };
    if (!observed) {
      // Somebody else may have been quicker (a task with awslogs-create-group): then the retention is still to be set.
      await orAbsent(
        logs.send(new CreateLogGroupCommand({ logGroupName, tags }), options),
        'ResourceAlreadyExists',
      );
    } else if (touches(changes, 'tags')) {
      await logs.send(new TagResourceCommand({ resourceArn: observed.outputs.arn, tags }), options);
    }
    if (!observed || touches(changes, 'retentionDays')) {
      await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }), options);
    }
    return (
      observed?.outputs ?? { arn: `arn:aws:logs:${place.region}:${place.account}:log-group:${logGroupName}` }
    );
  },

  async remove({ name }, _observed, { clients: { logs }, options }) {
    await orAbsent(logs.send(new DeleteLogGroupCommand({ logGroupName: name }), options), 'ResourceNotFound');
  },
};

/** Tagging takes the ARN without the `:*` that describing gives. */
function bareArn(arn: string): string {
  return arn.replace(/:\*$/, '');
}
