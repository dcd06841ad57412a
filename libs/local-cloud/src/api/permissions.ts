import { catalog } from '../protocol/catalog.ts';
import type { Permission } from './access.ts';
import { resourceOf } from './resource-of.ts';

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
    return tables.map((TableName) => ({ action, resource: resourceOf('dynamodb', { TableName }, place) }));
  }
  const own = {
    action: actionNames[action] ?? action,
    resource: resourceOf(signingName, input, place),
    ...(prefix === 'ses' && { values: senderValues(input) }),
  };
  return [own, ...passedRoles(signingName, input).map((resource) => ({ action: 'iam:PassRole', resource }))];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
function senderValues({ FromEmailAddress }: Input): Record<string, string | undefined> {
  const address = typeof FromEmailAddress === 'string' ? FromEmailAddress : undefined;
  // `Name <address>` or the address alone.
  return { 'ses:FromAddress': /<([^>]+)>\s*$/.exec(address ?? '')?.[1] ?? address };
}

const transactionActions: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Get: 'dynamodb:GetItem',
};

/** A transaction has no action of its own: each of its items asks for the one it would need alone. */
function transactionPermissions(input: Input, place: Place): Permission[] {
  const items = (input.TransactItems as Record<string, { TableName?: string }>[] | undefined) ?? [];
  return items.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => ({
      action: transactionActions[kind] ?? `dynamodb:${kind}`,
      resource: resourceOf('dynamodb', { TableName }, place),
    })),
  );
}

/** The roles that a call hands to a service to run with. */
function passedRoles(signingName: string, input: Input): string[] {
  const overrides = (input.overrides as Input | undefined) ?? {};
  const candidates =
    signingName === 'ecs'
      ? [input.taskRoleArn, input.executionRoleArn, overrides.taskRoleArn, overrides.executionRoleArn]
      : signingName === 'lambda'
        ? [input.Role]
        : [];
  return [...new Set(candidates.filter((role): role is string => typeof role === 'string'))];
}
