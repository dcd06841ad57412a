/** A typed value as DynamoDB's JSON has it: exactly one member is set. `B` and `BS` are base64. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly M?: Readonly<Record<string, AttributeValue>>;
  readonly L?: readonly AttributeValue[];
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
}

/** An item or a key: attributes by name. */
export type Item = Readonly<Record<string, AttributeValue>>;

interface Expressions {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE' | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export interface GetItemInput {
  readonly TableName: string;
  readonly Key: Item;
  readonly ConsistentRead?: boolean | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export interface PutItemInput extends Expressions {
  readonly TableName: string;
  readonly Item: Item;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export interface DeleteItemInput extends Expressions {
  readonly TableName: string;
  readonly Key: Item;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export interface UpdateItemInput extends Expressions {
  readonly TableName: string;
  readonly Key: Item;
  readonly UpdateExpression?: string | undefined;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW' | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export interface QueryInput {
  readonly TableName: string;
  readonly IndexName?: string | undefined;
  readonly KeyConditionExpression: string;
  readonly FilterExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ScanIndexForward?: boolean | undefined;
  readonly Limit?: number | undefined;
  readonly ExclusiveStartKey?: Item | undefined;
  readonly Select?:
    | 'ALL_ATTRIBUTES'
    | 'ALL_PROJECTED_ATTRIBUTES'
    | 'COUNT'
    | 'SPECIFIC_ATTRIBUTES'
    | undefined;
}

/** One page of a query; `LastEvaluatedKey` says that there is more. */
export interface QueryOutput {
  readonly Items?: readonly Item[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: Item;
}

/** Keys of up to 100 items of one table. */
export interface KeysAndAttributes {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export interface BatchGetItemInput {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
}

/** Answer of BatchGetItem; `UnprocessedKeys` are the caller's to ask for again. */
export interface BatchGetItemOutput {
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, KeysAndAttributes>>;
}

interface TransactExpressions extends Expressions {
  readonly TableName: string;
}

/** One action of a transaction: exactly one member is set. */
export interface TransactWriteItem {
  readonly Put?: TransactExpressions & { readonly Item: Item };
  readonly Update?: TransactExpressions & { readonly Key: Item; readonly UpdateExpression: string };
  readonly Delete?: TransactExpressions & { readonly Key: Item };
  readonly ConditionCheck?: TransactExpressions & {
    readonly Key: Item;
    readonly ConditionExpression: string;
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export interface TransactWriteItemsInput {
  readonly TransactItems: readonly TransactWriteItem[];
  /** Makes a repetition within 10 minutes harmless. One is made up when absent. */
  readonly ClientRequestToken?: string | undefined;
}

/** Why one action cancelled its transaction; in `AwsServiceError.members.CancellationReasons`, in the order of the actions. */
export interface CancellationReason {
  /** `None` for the actions that were fine. */
  readonly Code: string;
  readonly Message?: string | undefined;
  readonly Item?: Item | undefined;
}

/** What we read of a table. */
export interface TableDescription {
  readonly TableName: string;
  readonly TableStatus: string;
  readonly TableArn?: string;
  readonly ItemCount?: number;
}
