import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findTopic, type SnsState, type Topic } from '../state.ts';

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly { readonly Sid?: string }[];
}

function policyOf(topic: Topic): PolicyDocument {
  const policy = JSON.parse(topic.attributes.Policy!) as PolicyDocument;
  return { ...policy, Statement: [policy.Statement].flat() };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission =
  (state: SnsState): Operation<AddPermissionInput, object> =>
  (input) => {
    const topic = findTopic(state, input.TopicArn);
    const { Label: label, AWSAccountId: accounts = [], ActionName: actions = [] } = input;
    if (!label) throw invalidParameter('Label');
    if (accounts.length === 0) throw invalidParameter('AWSAccountId');
    if (actions.length === 0) throw invalidParameter('ActionName');
    const policy = policyOf(topic);
    if (policy.Statement.some((statement) => statement.Sid === label)) {
      throw invalidParameter('Statement already exists');
    }
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
      Action: actions.map((action) => `SNS:${action}`),
      Resource: topic.arn,
    };
    topic.attributes.Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
    return {};
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission =
  (state: SnsState): Operation<RemovePermissionInput, object> =>
  (input) => {
    const topic = findTopic(state, input.TopicArn);
    const policy = policyOf(topic);
    const kept = policy.Statement.filter((statement) => statement.Sid !== input.Label);
    topic.attributes.Policy = JSON.stringify({ ...policy, Statement: kept });
    return {};
  };
