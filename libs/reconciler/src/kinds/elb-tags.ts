import { AddTagsCommand, DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tags } from '@phaseline/model';
import { fromTagList, toTagList } from '../aws/tags.ts';
import type { KindScope } from '../engine/kind.ts';

type ElbScope = Pick<KindScope, 'clients' | 'options'>;

/** The tags of a load balancer, target group or listener. */
export async function readElbTags(arn: string, { clients: { elb }, options }: ElbScope): Promise<Tags> {
  const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns: [arn] }), options);
  return fromTagList(TagDescriptions?.[0]?.Tags);
}

/** Adds tags to a load balancer, target group or listener. */
export async function addElbTags(arn: string, tags: Tags, { clients: { elb }, options }: ElbScope) {
  await elb.send(new AddTagsCommand({ ResourceArns: [arn], Tags: toTagList(tags) }), options);
}
