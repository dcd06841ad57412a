import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { findDomain } from '../domain-names.ts';
import { badRequest } from '../errors.ts';
import { findApi, findStage, type Gateway } from '../gateway.ts';
import type { Tags } from '../model.ts';
import { mergeTags } from './check-tags.ts';

function findTagged(gateway: Gateway, arn: string | undefined): { tags: Tags } {
  const [, region, domain, apiId, stage] =
    /^arn:aws:apigateway:([\w-]+)::\/(?:domainnames\/([\w.*-]+)|apis\/(\w+)(?:\/stages\/(.+))?)$/.exec(
      arn ?? '',
    ) ?? [];
  if (region !== gateway.environment.region) {
    throw badRequest(
      `Invalid resource ARN '${arn}'; it must be one of an API, a stage or a domain name of this region`,
    );
  }
  if (domain !== undefined) return findDomain(gateway, domain);
  const api = findApi(gateway, apiId);
  return stage === undefined ? api : findStage(api, stage);
}

export const getTags =
  (gateway: Gateway): Operation<GetTagsRequest, GetTagsResponse> =>
  ({ ResourceArn }) => ({ Tags: findTagged(gateway, ResourceArn).tags });

export const tagResource =
  (gateway: Gateway): Operation<TagResourceRequest, TagResourceResponse> =>
  ({ ResourceArn, Tags }) => {
    const resource = findTagged(gateway, ResourceArn);
    resource.tags = mergeTags(resource.tags, Tags);
    return {};
  };

export const untagResource =
  (gateway: Gateway): Operation<UntagResourceRequest, object> =>
  ({ ResourceArn, TagKeys = [] }) => {
    const resource = findTagged(gateway, ResourceArn);
    resource.tags = Object.fromEntries(
      Object.entries(resource.tags).filter(([key]) => !TagKeys.includes(key)),
    );
    return {};
  };
