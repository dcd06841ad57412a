import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError, type Operation } from '../../../service.ts';
import type { AutoScaling } from '../auto-scaling.ts';
import { resourceNotFound } from '../errors.ts';
import type { ScalableTarget } from '../model.ts';

function findByArn(scaling: AutoScaling, arn: string | undefined): ScalableTarget {
  for (const target of scaling.targets.values()) if (target.arn === arn) return target;
  throw resourceNotFound(arn);
}

export const tagResource =
  (scaling: AutoScaling): Operation<TagResourceRequest, object> =>
  (input) => {
    const target = findByArn(scaling, input.ResourceARN);
    const next = { ...target.tags, ...input.Tags };
    if (Object.keys(next).length > 50) {
      throw new AwsError('TooManyTagsException', 'A scalable target can have at most 50 tags', {
        statusCode: 400,
      });
    }
    target.tags = next;
    return {};
  };

export const untagResource =
  (scaling: AutoScaling): Operation<UntagResourceRequest, object> =>
  (input) => {
    const target = findByArn(scaling, input.ResourceARN);
    target.tags = Object.fromEntries(
      Object.entries(target.tags).filter(([key]) => !input.TagKeys?.includes(key)),
    );
    return {};
  };

export const listTagsForResource =
  (scaling: AutoScaling): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => ({ Tags: findByArn(scaling, input.ResourceARN).tags });
