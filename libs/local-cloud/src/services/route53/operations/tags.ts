import type {
  ChangeTagsForResourceRequest,
  ChangeTagsForResourceResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../../../service.ts';
import { invalidInput } from '../errors.ts';
import { findZone, type Dns, type ZoneRecord } from '../model.ts';

function findTagged(dns: Dns, { ResourceType, ResourceId }: ListTagsForResourceRequest): ZoneRecord {
  if (ResourceType !== 'hostedzone') {
    throw invalidInput(`Only hosted zones have tags in this local cloud; found type '${ResourceType}'`);
  }
  return findZone(dns, ResourceId);
}

export const changeTagsForResource =
  (dns: Dns): Operation<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse> =>
  (input) => {
    const zone = findTagged(dns, input);
    const kept = Object.entries(zone.tags).filter(([key]) => input.RemoveTagKeys?.includes(key) !== true);
    const added = (input.AddTags ?? []).map(({ Key = '', Value = '' }): [string, string] => [Key, Value]);
    const tags = Object.fromEntries([...kept, ...added]);
    if (Object.keys(tags).length > 50) throw invalidInput('A resource can have at most 50 tags');
    zone.tags = tags;
    return {};
  };

export const listTagsForResource =
  (dns: Dns): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => {
    const { id, tags } = findTagged(dns, input);
    return {
      ResourceTagSet: {
        ResourceType: 'hostedzone',
        ResourceId: id,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      },
    };
  };
