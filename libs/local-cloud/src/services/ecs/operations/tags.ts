import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import type { Ecs } from '../records.ts';

interface Tagged {
  tags?: Tag[] | undefined;
}

function findTagged(ecs: Ecs, arn = ''): Tagged {
  const definitions = [...ecs.definitions.values()].flat();
  const found =
    [...ecs.clusters.values()].find((cluster) => cluster.arn === arn) ??
    ecs.services.get(arn) ??
    ecs.tasks.get(arn)?.task ??
    definitions.find((record) => record?.definition.taskDefinitionArn === arn);
  if (found === undefined) throw invalidParameter(`The specified resource '${arn}' does not exist.`);
  return found;
}

export const tagResource =
  (ecs: Ecs): Operation<TagResourceRequest, TagResourceResponse> =>
  (input) => {
    const resource = findTagged(ecs, input.resourceArn);
    const added = input.tags ?? [];
    const replaced = new Set(added.map(({ key }) => key));
    resource.tags = [...(resource.tags ?? []).filter(({ key }) => !replaced.has(key)), ...added];
    return {};
  };

export const untagResource =
  (ecs: Ecs): Operation<UntagResourceRequest, UntagResourceResponse> =>
  (input) => {
    const resource = findTagged(ecs, input.resourceArn);
    resource.tags = (resource.tags ?? []).filter(({ key = '' }) => !input.tagKeys?.includes(key));
    return {};
  };

export const listTagsForResource =
  (ecs: Ecs): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => ({ tags: findTagged(ecs, input.resourceArn).tags ?? [] });
