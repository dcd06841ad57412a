import { type PolicyDocument, policy } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/**
 * The most that a component's role may do, whatever policy somebody gives it: the data plane. A deployment can make roles only within
 * this, so that no role it makes can do more than a component needs.
 */
export function workloadBoundary(reach: Reach): PolicyDocument {
  const any = (service: string, resource: string) => arnsOf(reach, service, resource, ['*']);
  return policy(
    allow('Publish', 'sns', ['Publish'], any('sns', '%')),
    allow(
      'Messages',
      'sqs',
      ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage', 'SendMessage'],
      any('sqs', '%'),
    ),
    allow(
      'Items',
      'dynamodb',
      ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      any('dynamodb', 'table/%'),
    ),
    allow('Mail', 'ses', ['SendEmail'], [...any('ses', 'identity/%'), ...any('ses', 'configuration-set/%')]),
    allow('Logs', 'logs', ['CreateLogStream', 'PutLogEvents'], any('logs', 'log-group:%')),
    // What SES tells of mails that are out, and no other log.
    allow('MailLogs', 'logs', ['FilterLogEvents'], arnsOf(reach, 'logs', 'log-group:%', ['/aws/events/*'])),
    allow(
      'Images',
      'ecr',
      ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'],
      any('ecr', 'repository/%'),
    ),
    { Sid: 'ImageToken', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  );
}
