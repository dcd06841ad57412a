import type { Arns } from './arns.ts';
import { type Component, componentTraits } from './components.ts';
import type { EnvironmentNames } from './names.ts';
import { type PolicyDocument, type PolicyStatement, policy } from './policy.ts';

/** Who may become a task's role: ECS tasks of this account only (no confused deputy). */
export function taskTrust(account: string): PolicyDocument {
  return policy({
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });
}

/** The trust that the ECS console gives `ecsTaskExecutionRole`: an account's own one is adopted unchanged. */
export const executionTrust: PolicyDocument = policy({
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** What the component's task may do, and nothing else: its code, and polling its queue. */
export function taskPermissions(
  component: Component,
  environment: { names: EnvironmentNames; arns: Arns; emailFrom: string },
): PolicyDocument {
  const { names, arns } = environment;
  const isWorker = componentTraits[component].role === 'worker';
  const poll = isWorker ? [consume(arns.queue(names.queue(component)))] : [];
  return policy(...poll, ...codePermissions(component, environment, tableActions[component]));
}

/** What each component does with the table in its work. A transaction is allowed by what is in it. */
const tableActions: Readonly<Record<Component, readonly string[]>> = {
  // It shows what each worker did with an order, and takes back one that was never published.
  'order-publisher': ['DeleteItem', 'GetItem', 'PutItem', 'Query'],
  // Its lease and its record are one row, which it asks for when somebody else has it.
  'email-service': ['GetItem', 'UpdateItem'],
  'inventory-service': ['PutItem', 'UpdateItem'],
  'analytics-service': ['PutItem', 'UpdateItem'],
};

/** What a component's function does with the table: a worker's is tried with an event that reads it before it gets any work, a task is not. */
export function functionTableActions(component: Component): readonly string[] {
  return [...new Set(['GetItem', ...tableActions[component]])];
}

/**
 * What the component's code does beside taking messages from its queue.
 * @param withTable actions of DynamoDB, without its prefix
 */
export function codePermissions(
  component: Component,
  environment: { names: EnvironmentNames; arns: Arns; emailFrom: string },
  withTable: readonly string[],
): PolicyStatement[] {
  const { names, arns, emailFrom } = environment;
  const traits = componentTraits[component];
  const own: PolicyStatement =
    traits.role === 'api'
      ? { Effect: 'Allow', Action: 'sns:Publish', Resource: arns.topic(names.topic) }
      : deadLetter(arns.queue(names.deadLetterQueue(component)));
  const table: PolicyStatement = {
    Effect: 'Allow',
    Action: withTable.map((action) => `dynamodb:${action}`),
    Resource: arns.table(names.table),
  };
  const email: PolicyStatement = {
    Effect: 'Allow',
    Action: 'ses:SendEmail',
    // Any identity may carry it (address or domain), but only mail from this one address, and by this set.
    Resource: [arns.identity('*'), arns.configurationSet(names.configurationSet)],
    Condition: { StringEquals: { 'ses:FromAddress': emailFrom } },
  };
  // Before a mail is sent a second time: whether it is out.
  const sent: PolicyStatement = {
    Effect: 'Allow',
    Action: 'logs:FilterLogEvents',
    Resource: `${arns.logGroup(names.mailLogGroup)}:*`,
  };
  return [own, table, ...(traits.sendsEmail ? [email, sent] : [])];
}

function consume(queue: string): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: [
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    Resource: queue,
  };
}

/** What can never succeed goes to the dead-letter queue at once, with the reason. */
function deadLetter(queue: string): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: queue,
  };
}
