import type { PolicyStatement } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';
import { both } from './reads.ts';
import { allow } from './statement.ts';

/** What a deployment in any phase creates and puts right. Nothing of it takes an order away. */
export function groundWrites(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    allow(
      'Topics',
      'sns',
      ['CreateTopic', 'SetSubscriptionAttributes', 'Subscribe', 'TagResource'],
      arns('sns', '%', reach.topics),
    ),
    allow('Queues', 'sqs', ['CreateQueue', 'SetQueueAttributes', 'TagQueue'], arns('sqs', '%', reach.queues)),
    allow(
      'Tables',
      'dynamodb',
      ['CreateTable', 'TagResource', 'UpdateContinuousBackups', 'UpdateTimeToLive'],
      arns('dynamodb', 'table/%', reach.tables),
    ),
    // The stock that a new system starts with, and the lease that keeps two switches apart.
    allow(
      'Items',
      'dynamodb',
      ['BatchGetItem', 'GetItem', 'PutItem'],
      arns('dynamodb', 'table/%', reach.tables),
    ),
    allow('Mail', 'ses', ['CreateEmailIdentity', 'TagResource'], arns('ses', 'identity/%', ['*'])),
    allow(
      'MailSets',
      'ses',
      [
        'CreateConfigurationSet',
        'CreateConfigurationSetEventDestination',
        'TagResource',
        'UpdateConfigurationSetEventDestination',
      ],
      arns('ses', 'configuration-set/%', reach.configurationSets),
    ),
    allow(
      'MailRules',
      'events',
      ['PutRule', 'PutTargets', 'TagResource'],
      arns('events', 'rule/%', reach.eventRules),
    ),
    // Whether somebody has put what lets EventBridge write: AWS has no resource for it.
    {
      Sid: 'MailWriters',
      Effect: 'Allow',
      Action: ['logs:DescribeResourcePolicies'],
      Resource: '*',
    },
    allow(
      'LogGroups',
      'logs',
      ['CreateLogGroup', 'PutRetentionPolicy', 'TagResource'],
      arns('logs', 'log-group:%', reach.logGroups.flatMap(both)),
    ),
    allow(
      'Repositories',
      'ecr',
      [
        'CreateRepository',
        'PutImageScanningConfiguration',
        'PutImageTagMutability',
        'PutLifecyclePolicy',
        'TagResource',
      ],
      arns('ecr', 'repository/%', reach.repositories),
    ),
  ];
}
