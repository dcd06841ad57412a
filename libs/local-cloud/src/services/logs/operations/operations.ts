import type { Logs } from '../records.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { deleteLogStream } from './delete-log-stream.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { putLogEvents } from './put-log-events.ts';
import { deleteResourcePolicy, describeResourcePolicies, putResourcePolicy } from './resource-policies.ts';
import { deleteRetentionPolicy, putRetentionPolicy } from './retention-policy.ts';
import { listTagsLogGroup, tagLogGroup, untagLogGroup } from './tag-log-group.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

export const createOperations = (logs: Logs) => ({
  CreateLogGroup: createLogGroup(logs),
  CreateLogStream: createLogStream(logs),
  DeleteLogGroup: deleteLogGroup(logs),
  DeleteLogStream: deleteLogStream(logs),
  DeleteResourcePolicy: deleteResourcePolicy(logs),
  DeleteRetentionPolicy: deleteRetentionPolicy(logs),
  DescribeLogGroups: describeLogGroups(logs),
  DescribeLogStreams: describeLogStreams(logs),
  DescribeResourcePolicies: describeResourcePolicies(logs),
  FilterLogEvents: filterLogEvents(logs),
  GetLogEvents: getLogEvents(logs),
  ListTagsForResource: listTagsForResource(logs),
  ListTagsLogGroup: listTagsLogGroup(logs),
  PutLogEvents: putLogEvents(logs),
  PutResourcePolicy: putResourcePolicy(logs),
  PutRetentionPolicy: putRetentionPolicy(logs),
  TagLogGroup: tagLogGroup(logs),
  TagResource: tagResource(logs),
  UntagLogGroup: untagLogGroup(logs),
  UntagResource: untagResource(logs),
});
