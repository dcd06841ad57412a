import type { Arns } from './arns.ts';
import { type Component, componentTraits } from './components.ts';
import type { EnvironmentNames } from './names.ts';
import { codePermissions, functionTableActions } from './permissions.ts';
import { type PolicyDocument, type PolicyStatement, policy } from './policy.ts';

/** Who may become a function's role: Lambda, for functions of this account only (no confused deputy). */
export function functionTrust(account: string): PolicyDocument {
  return policy({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });
}

/**
 * What the function's code may do, what Lambda may do for it with its queue, and writing its own logs; nothing else. The log
 * group is provisioned, so that creating one is not among it.
 */
export function functionPermissions(
  component: Component,
  environment: { names: EnvironmentNames; arns: Arns; emailFrom: string },
): PolicyDocument {
  const { names, arns } = environment;
  const logs: PolicyStatement = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${arns.logGroup(names.functionLogGroup(component))}:*`,
  };
  // The event source mapping polls and deletes by the function's role.
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  const poll: PolicyStatement = {
    Effect: 'Allow',
    Action: [
      // Of the function's own: when a message that waits for somebody else's lease comes back.
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    Resource: arns.queue(names.queue(component)),
  };
  const isWorker = componentTraits[component].role === 'worker';
  return policy(
    logs,
    ...(isWorker ? [poll] : []),
    ...codePermissions(component, environment, functionTableActions(component)),
  );
}
