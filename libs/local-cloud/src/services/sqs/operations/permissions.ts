import type { AddPermissionRequest, RemovePermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { invalidParameterValue, invalidValue, missingParameter } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';

interface Statement {
  readonly Sid?: string;
}

interface PolicyDocument {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

function policyOf(queue: Queue): PolicyDocument {
  const json = queue.attributes.Policy;
  if (json === undefined || json === '') {
    return { Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] };
  }
  const policy = JSON.parse(json) as PolicyDocument;
  return { ...policy, Statement: [policy.Statement].flat() };
}

const ACTIONS = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ReceiveMessage',
  'SendMessage',
]);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const addPermission =
  (queues: Queues): Operation<AddPermissionRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const { Label: label, AWSAccountIds: accounts = [], Actions: actions = [] } = input;
    if (label === undefined || !/^[\w-]{1,80}$/.test(label)) throw missingParameter('Label');
    if (accounts.length === 0) throw missingParameter('AWSAccountIds');
    if (actions.length === 0) throw missingParameter('Actions');
    const unknown = actions.find((action) => !ACTIONS.has(action));
    if (unknown !== undefined) {
      throw invalidParameterValue(
        `Value SQS:${unknown} for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.`,
      );
    }
    const policy = policyOf(queue);
    if (policy.Statement.some((statement) => statement.Sid === label)) {
      throw invalidValue('Label', label, 'Already exists.');
    }
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
      Action: actions.map((action) => `SQS:${action}`),
      Resource: queue.arn,
    };
    queue.attributes.Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
    return {};
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const removePermission =
  (queues: Queues): Operation<RemovePermissionRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const policy = policyOf(queue);
    const kept = policy.Statement.filter((statement) => statement.Sid !== input.Label);
    if (kept.length === policy.Statement.length) {
      throw invalidValue('Label', input.Label, "can't find label on existing policy");
    }
    queue.attributes.Policy = kept.length === 0 ? '' : JSON.stringify({ ...policy, Statement: kept });
    return {};
  };
