import { allows, parsePolicy, type PolicyDocument } from '../../policy/index.ts';
import { AwsError } from '../../service.ts';
import type { Qualified } from './find.ts';
import type { ResourcePolicy } from './records.ts';

/** The policy as GetPolicy answers it. */
export function policyText({ statements }: ResourcePolicy): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [...statements.values()] });
}

const known = new Map<string, PolicyDocument>();

/** Every request of an API asks anew, and the policy hardly ever changes. */
function parseOnce(text: string): PolicyDocument {
  let document = known.get(text);
  if (document === undefined) {
    if (known.size > 1000) known.clear();
    known.set(text, (document = parsePolicy(text, 'resource')));
  }
  return document;
}

/**
 * Asks the resource policy whether another AWS service may invoke for one of its resources. A function's own policy says nothing
 * about its aliases and versions, which have theirs.
 * @throws `AccessDeniedException`
 */
export function assertServiceMayInvoke(
  { fn, arn }: Qualified,
  caller: { readonly principal: string; readonly sourceArn: string },
  account: string,
): void {
  const policy = fn.policies.get(arn.slice(fn.arn.length + 1));
  const allowed =
    policy !== undefined &&
    allows([parseOnce(policyText(policy))], 'lambda:InvokeFunction', arn, {
      principal: { kind: 'service', arn: caller.principal },
      values: { 'aws:SourceArn': caller.sourceArn, 'aws:SourceAccount': account },
    });
  if (allowed) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${caller.principal} is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no resource-based policy allows the lambda:InvokeFunction action for ${caller.sourceArn}`,
    { statusCode: 403 },
  );
}
