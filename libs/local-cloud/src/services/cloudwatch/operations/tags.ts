import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { Alarm } from '../alarms/alarm.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { notFound } from '../errors.ts';

function findAlarm(cloud: CloudWatch, arn: string | undefined): Alarm {
  for (const alarm of cloud.alarms.alarms.values()) if (alarm.arn === arn) return alarm;
  throw notFound(`Resource ${arn} does not exist`);
}

export const tagResource =
  (cloud: CloudWatch): Operation<TagResourceInput, object> =>
  (input) => {
    const alarm = findAlarm(cloud, input.ResourceARN);
    for (const { Key = '', Value = '' } of input.Tags ?? []) alarm.tags[Key] = Value;
    return {};
  };

export const untagResource =
  (cloud: CloudWatch): Operation<UntagResourceInput, object> =>
  (input) => {
    const alarm = findAlarm(cloud, input.ResourceARN);
    alarm.tags = Object.fromEntries(
      Object.entries(alarm.tags).filter(([key]) => !input.TagKeys?.includes(key)),
    );
    return {};
  };

export const listTagsForResource =
  (cloud: CloudWatch): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> =>
  (input) => ({
    Tags: Object.entries(findAlarm(cloud, input.ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  });
