import type {
  AttributeDefinition,
  KeySchemaElement,
  Projection,
  ProvisionedThroughput,
  ScalarAttributeType,
} from '@aws-sdk/client-dynamodb';

export interface KeyAttribute {
  readonly name: string;
  readonly type: ScalarAttributeType;
}

/** The attributes that identify an item in a table, or order it in an index. */
export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
}

export interface IndexRecord {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly schema: KeySchema;
  readonly projection: Projection;
  readonly throughput: ProvisionedThroughput | undefined;
}

/** Everything about a table but its items; plain JSON. */
export interface TableRecord {
  readonly name: string;
  /** Names its tables in the database; never used twice. */
  readonly number: number;
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** CREATING before, ACTIVE from then on (ms). */
  activeAt: number;
  /** DELETING until then (ms), and gone after it. */
  goneAt: number | undefined;
  readonly attributeDefinitions: readonly AttributeDefinition[];
  readonly schema: KeySchema;
  readonly indexes: readonly IndexRecord[];
  billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
  throughput: ProvisionedThroughput | undefined;
  tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  deletionProtection: boolean;
  ttlAttribute: string | undefined;
  pointInTimeRecovery: { enabledAt: number; days: number } | undefined;
  tags: Record<string, string>;
}

/** AWS's form of a key schema. */
export function showKeySchema({ hash, range }: KeySchema): KeySchemaElement[] {
  const elements: KeySchemaElement[] = [{ AttributeName: hash.name, KeyType: 'HASH' }];
  if (range !== undefined) elements.push({ AttributeName: range.name, KeyType: 'RANGE' });
  return elements;
}
