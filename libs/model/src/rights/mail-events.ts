import { type AwsPlace, arnsIn } from '../arns.ts';
import { type PolicyDocument, policy } from '../policy.ts';

/** The resource policy of CloudWatch Logs that all environments of an account share. */
export const mailEventsPolicyName = 'phaseline-mail-events';

/**
 * Lets EventBridge write what SES tells into the log groups of every environment, and nothing else. One for all: an account has ten such policies, and
 * AWS has no resource to allow a role just one of them by, so that no workflow puts it but whoever sets the account up.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
export function mailEventsPolicy(place: AwsPlace): PolicyDocument {
  const arns = arnsIn(place);
  return policy({
    Sid: 'MailEvents',
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${arns.logGroup('/aws/events/*order-mail')}:*`,
  });
}
