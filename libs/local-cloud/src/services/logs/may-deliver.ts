import { allows } from '../../policy/index.ts';
import { AwsError } from '../../service.ts';
import type { Logs } from './records.ts';

/** Another service that writes to a log group. */
export interface LogSender {
  /** Every service principal that must be let in: EventBridge hands what it has over to Logs' own delivery. */
  readonly principals: readonly string[];
  /** For whom it writes. */
  readonly sourceArn: string;
  readonly stream: string;
}

/**
 * Whether the account's resource policies let a service write to a group.
 * @throws `AccessDeniedException` naming who may not do what
 */
export function checkMayDeliver(
  { account, resourcePolicies }: Logs,
  { principals, sourceArn, stream }: LogSender,
  groupArn: string,
): void {
  const policies = [...resourcePolicies.values()].map(({ document }) => document);
  const resource = `${groupArn}:log-stream:${stream}`;
  const values = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account };
  for (const arn of principals) {
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      if (allows(policies, action, resource, { principal: { kind: 'service', arn }, values })) continue;
      throw new AwsError(
        'AccessDeniedException',
        `${arn} is not authorized to perform ${action} on ${resource}: a resource policy of CloudWatch Logs has to allow it.`,
      );
    }
  }
}
