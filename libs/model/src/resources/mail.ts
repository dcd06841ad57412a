import type { Resource } from '../resource.ts';
import { resourceId, type Scope } from './scope.ts';

const component = 'email-service';

/**
 * The address that mail is sent from, and how it is known which mails are out: SES tells EventBridge, whose rule writes that into a log group, where
 * email-service asks before it sends one a second time. What SES tells beside that a mail is sent is for people.
 */
export function mailResources({ describe, names, arns, settings, emailFrom }: Scope): Resource[] {
  return [
    describe('emailIdentity', emailFrom, { spine: true, address: emailFrom }),
    describe('logGroup', names.mailLogGroup, {
      spine: true,
      component,
      retentionDays: settings.logRetentionDays,
    }),
    describe('eventRule', names.mailRule, {
      spine: true,
      component,
      description: 'What SES tells of order confirmations',
      pattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [names.configurationSet] } } },
      },
      target: { id: 'log', arn: arns.logGroup(names.mailLogGroup) },
      dependsOn: [resourceId('logGroup', names.mailLogGroup)],
    }),
    describe('configurationSet', names.configurationSet, {
      spine: true,
      component,
      eventDestination: {
        name: 'events',
        eventTypes: ['BOUNCE', 'COMPLAINT', 'REJECT', 'SEND'],
        eventBusArn: arns.defaultEventBus(),
      },
      // What it tells before there is a rule is lost.
      dependsOn: [resourceId('eventRule', names.mailRule)],
    }),
  ];
}
