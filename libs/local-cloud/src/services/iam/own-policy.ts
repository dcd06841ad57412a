import { AwsError } from '../../service.ts';
import { findPolicy } from './find.ts';
import type { Iam, ManagedPolicy } from './records.ts';

/** A policy of the account's own, which alone can be changed. @throws `NoSuchEntity`, `AccessDenied` for AWS's policies. */
export function ownPolicy(iam: Iam, arn: string | undefined): ManagedPolicy {
  const policy = findPolicy(iam, arn);
  if (!iam.policies.has(policy.arn)) {
    throw new AwsError('AccessDenied', `${policy.arn} is managed by AWS and cannot be changed.`, {
      statusCode: 403,
    });
  }
  return policy;
}
