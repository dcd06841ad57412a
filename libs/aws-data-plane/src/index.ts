export { cancellationReasons, isPassingCancellation } from './cancellation.ts';
export type { CallOptions } from './caller.ts';
export type { AwsCredentials, CredentialProvider, Environment } from './credentials/credentials.ts';
export { createDataPlane, createLeanDataPlane, type DataPlane, type DataPlaneOptions } from './data-plane.ts';
export { AwsServiceError, type AwsServiceErrorFields } from './error.ts';
export { groupCommit, type Commit } from './group-commit.ts';
export {
  joinTransactions,
  type JoinedTransactions,
  type JoinSettings,
  type Later,
  type TransactionTable,
} from './join-transactions.ts';
export { joinUpdates, type JoinedUpdate, type UpdateTable } from './join-updates.ts';
export type * from './services/dynamodb-types.ts';
export type { DynamoDbClient } from './services/dynamodb.ts';
export type { FilterLogEventsInput, FilterLogEventsOutput, LogsClient } from './services/logs.ts';
export type { SendEmailInput, SesClient } from './services/ses.ts';
export type {
  PublishBatchInput,
  PublishBatchOutput,
  PublishInput,
  SnsMessageAttribute,
  SnsOutgoing,
  SnsPublishClient,
} from './services/sns.ts';
export type * from './services/sqs-types.ts';
export type { SqsClient } from './services/sqs.ts';
