import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { constraint } from '../errors.ts';
import { findFunction, parseName } from '../find.ts';
import type { Lambda } from '../records.ts';
import { mergeTags } from '../tags.ts';
import { findMapping } from './event-source-mappings.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource =
  (lambda: Lambda): Operation<TagResourceRequest, object> =>
  ({ Resource, Tags }) => {
    mergeTags(tagsOf(lambda, Resource), Tags);
    return {};
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource =
  (lambda: Lambda): Operation<UntagResourceRequest, object> =>
  ({ Resource, TagKeys = [] }) => {
    const tags = tagsOf(lambda, Resource);
    for (const key of TagKeys) tags.delete(key);
    return {};
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags =
  (lambda: Lambda): Operation<ListTagsRequest, ListTagsResponse> =>
  ({ Resource }) => ({ Tags: Object.fromEntries(tagsOf(lambda, Resource)) });

/** Functions and event source mappings have tags; versions and aliases have none. */
function tagsOf(lambda: Lambda, arn = ''): Map<string, string> {
  const mapping = /^arn:aws:lambda:[\w-]+:\d{12}:event-source-mapping:(.+)$/.exec(arn);
  if (mapping) return findMapping(lambda, mapping[1]).tags;
  const isFunction = /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+$/.test(arn);
  if (!isFunction || parseName(arn).qualifier !== undefined) {
    throw constraint(
      arn,
      'resource',
      'be the ARN of a function, without a qualifier, or of an event source mapping',
    );
  }
  return findFunction(lambda, arn).tags;
}
