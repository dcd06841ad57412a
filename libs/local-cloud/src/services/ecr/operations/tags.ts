import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-ecr';
import type { Operation } from '../../../service.ts';
import { required } from '../required.ts';
import { findRepositoryByArn, type Ecr } from '../records.ts';

export const tagResource =
  (ecr: Ecr): Operation<TagResourceRequest, TagResourceResponse> =>
  (input) => {
    const repository = findRepositoryByArn(ecr, input.resourceArn);
    const added = required(input.tags, 'tags');
    const replaced = new Set(added.map((tag) => tag.Key));
    repository.tags = [...repository.tags.filter((tag) => !replaced.has(tag.Key)), ...added];
    return {};
  };

export const untagResource =
  (ecr: Ecr): Operation<UntagResourceRequest, UntagResourceResponse> =>
  (input) => {
    const repository = findRepositoryByArn(ecr, input.resourceArn);
    repository.tags = repository.tags.filter((tag) => !input.tagKeys?.includes(tag.Key ?? ''));
    return {};
  };

export const listTagsForResource =
  (ecr: Ecr): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => ({ tags: findRepositoryByArn(ecr, input.resourceArn).tags });
