import { catalog } from '../protocol/catalog.ts';
import type { Permission } from './access.ts';
import { conditionValues } from './condition-values.ts';
import { tagPermissions } from './request-tags.ts';
import { resourcesOf } from './resource-of.ts';

export interface Place {
  readonly account: string;
  readonly region: string;
}
type Input = Readonly<Record<string, unknown>>;

/** Where the IAM action is not named as the operation is: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const actionNames: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sns:PublishBatch': 'sns:Publish',
  'lambda:Invoke': 'lambda:InvokeFunction',
  'ses:SendBulkEmail': 'ses:SendBulkTemplatedEmail',
};

/** API Gateway's IAM actions are the HTTP methods of its API: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html */
const gatewayMethods: Readonly<Record<string, string>> = {
  Create: 'POST',
  Delete: 'DELETE',
  Get: 'GET',
  Tag: 'POST',
  Untag: 'DELETE',
  Update: 'PATCH',
};

function actionOf(prefix: string, operation: string): string {
  const action = `${prefix}:${operation}`;
  if (prefix !== 'apigateway') return actionNames[action] ?? action;
  const verb = /^[A-Z][a-z]+/.exec(operation)?.[0] ?? '';
  return `apigateway:${gatewayMethods[verb] ?? 'POST'}`;
}

/** Operations that anybody with valid credentials may call. */
const free = new Set(['sts:GetCallerIdentity', 'sts:AssumeRoleWithWebIdentity', 'sts:GetSessionToken']);

/** What a caller must be allowed so that this call runs: its action on its resource, and what it does on behalf of others. */
export function permissionsFor(
  signingName: string,
  operation: string,
  input: Input,
  place: Place,
): Permission[] {
  const prefix = catalog[signingName]?.iamPrefix ?? signingName;
  const action = `${prefix}:${operation}`;
  if (free.has(action)) return [];
  if (action === 'dynamodb:TransactWriteItems' || action === 'dynamodb:TransactGetItems') {
    return transactionPermissions(input, place);
  }
  if (action.startsWith('dynamodb:Batch')) {
    const tables = Object.keys((input.RequestItems as object | undefined) ?? {});
    return tables.map((table) => ({ action, resource: tableArn(table, place) }));
  }
  const values = conditionValues(signingName, input, place);
  const own = resourcesOf(signingName, operation, input, place).map((resource): Permission => ({
    action: actionOf(prefix, operation),
    resource,
    values,
  }));
  return [
    ...own,
    ...tagPermissions(signingName, operation, input, own, place),
    ...passedRoles(signingName, input),
  ];
}

const transactionActions: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Get: 'dynamodb:GetItem',
};

/**
 * A transaction has no action of its own: each of its items asks for the one it would need alone. What many of them ask for is asked for once:
 * one call of some tasks holds dozens.
 */
function transactionPermissions(input: Input, place: Place): Permission[] {
  const items = (input.TransactItems as Record<string, { TableName?: string }>[] | undefined) ?? [];
  const asked = new Map<string, Permission>();
  for (const item of items) {
    for (const [kind, { TableName }] of Object.entries(item)) {
      const key = `${kind} ${TableName}`;
      if (asked.has(key)) continue;
      asked.set(key, {
        action: transactionActions[kind] ?? `dynamodb:${kind}`,
        resource: tableArn(TableName, place),
      });
    }
  }
  return [...asked.values()];
}

function tableArn(TableName: string | undefined, place: Place): string {
  return resourcesOf('dynamodb', '', { TableName }, place)[0] ?? '*';
}

/** What a call needs to hand roles to a service that runs with them. */
function passedRoles(signingName: string, input: Input): Permission[] {
  const overrides = (input.overrides as Input | undefined) ?? {};
  const candidates = {
    ecs: [input.taskRoleArn, input.executionRoleArn, overrides.taskRoleArn, overrides.executionRoleArn],
    lambda: [input.Role],
  }[signingName];
  const roles = new Set(candidates?.filter((role): role is string => typeof role === 'string'));
  const service = signingName === 'ecs' ? 'ecs-tasks.amazonaws.com' : 'lambda.amazonaws.com';
  return [...roles].map((resource) => ({
    action: 'iam:PassRole',
    resource,
    values: { 'iam:PassedToService': service },
  }));
}
