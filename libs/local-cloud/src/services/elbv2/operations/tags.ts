import type {
  AddTagsInput,
  AddTagsOutput,
  DescribeTagsInput,
  DescribeTagsOutput,
  RemoveTagsInput,
  RemoveTagsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findListener, findLoadBalancer, findRule, findTargetGroup, type Elb } from '../elb.ts';
import { validationError } from '../errors.ts';
import type { Tags } from '../model.ts';
import { mergeTags, tagList } from '../tag-list.ts';

function findTagged(elb: Elb, arn: string): { tags: Tags } {
  if (arn.includes(':loadbalancer/')) return findLoadBalancer(elb, arn);
  if (arn.includes(':targetgroup/')) return findTargetGroup(elb, arn);
  if (arn.includes(':listener-rule/')) return findRule(elb, arn).rule;
  if (arn.includes(':listener/')) return findListener(elb, arn);
  throw validationError(`'${arn}' is not a valid ARN of a load balancer, target group, listener or rule`);
}

export const addTags =
  (elb: Elb): Operation<AddTagsInput, AddTagsOutput> =>
  (input) => {
    const changes = (input.ResourceArns ?? []).map((arn) => {
      const resource = findTagged(elb, arn);
      return { resource, tags: mergeTags(resource.tags, input.Tags) };
    });
    for (const { resource, tags } of changes) resource.tags = tags;
    return {};
  };

export const removeTags =
  (elb: Elb): Operation<RemoveTagsInput, RemoveTagsOutput> =>
  (input) => {
    for (const resource of (input.ResourceArns ?? []).map((arn) => findTagged(elb, arn))) {
      resource.tags = Object.fromEntries(
        Object.entries(resource.tags).filter(([key]) => !input.TagKeys?.includes(key)),
      );
    }
    return {};
  };

export const describeTags =
  (elb: Elb): Operation<DescribeTagsInput, DescribeTagsOutput> =>
  (input) => ({
    TagDescriptions: (input.ResourceArns ?? []).map((arn) => ({
      ResourceArn: arn,
      Tags: tagList(findTagged(elb, arn).tags),
    })),
  });
