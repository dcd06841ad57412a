import type {
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  UntagLogGroupRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import type { Logs } from '../records.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** The older names for the same, which the CLI still has. */
export const tagLogGroup =
  (logs: Logs): Operation<TagLogGroupRequest, void> =>
  ({ logGroupName, tags }, context) =>
    tagResource(logs)({ resourceArn: logGroupName, tags }, context);

export const untagLogGroup =
  (logs: Logs): Operation<UntagLogGroupRequest, void> =>
  ({ logGroupName, tags }, context) =>
    untagResource(logs)({ resourceArn: logGroupName, tagKeys: tags }, context);

export const listTagsLogGroup =
  (logs: Logs): Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> =>
  ({ logGroupName }, context) =>
    listTagsForResource(logs)({ resourceArn: logGroupName }, context);
