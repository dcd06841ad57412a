import type {
  AttributeDefinition,
  CreateTableInput,
  KeySchemaElement,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { invalidValues, notBuilt, validation } from '../errors.ts';
import type { IndexRecord, KeyAttribute, KeySchema, TableRecord } from './table-record.ts';

const NAME = /^[\w.-]{3,255}$/;

function validateName(what: string, name: string | undefined): string {
  if (!NAME.test(name ?? '')) {
    throw validation(
      `Invalid ${what}: '${name}' must be 3 to 255 letters, digits, underscores, hyphens and dots.`,
    );
  }
  return name!;
}

function keyAttribute(element: KeySchemaElement | undefined, defined: readonly AttributeDefinition[]) {
  if (element === undefined) return undefined;
  const definition = defined.find((candidate) => candidate.AttributeName === element.AttributeName);
  if (definition === undefined) {
    const known = defined.map((candidate) => candidate.AttributeName).join(', ');
    throw invalidValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${element.AttributeName}], AttributeDefinitions: [${known}]`,
    );
  }
  return { name: definition.AttributeName!, type: definition.AttributeType! } satisfies KeyAttribute;
}

function keySchema(
  elements: readonly KeySchemaElement[] = [],
  defined: readonly AttributeDefinition[],
): KeySchema {
  const [first, second, ...more] = elements;
  if (first?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if ((second !== undefined && second.KeyType !== 'RANGE') || more.length > 0) {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  if (first.AttributeName === second?.AttributeName) {
    throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  return { hash: keyAttribute(first, defined)!, range: keyAttribute(second, defined) };
}

function indexRecords(input: CreateTableInput, schema: KeySchema): IndexRecord[] {
  const defined = input.AttributeDefinitions ?? [];
  const global = (input.GlobalSecondaryIndexes ?? []).map((index): IndexRecord => ({
    name: validateName('IndexName', index.IndexName),
    kind: 'global',
    schema: keySchema(index.KeySchema, defined),
    projection: index.Projection ?? {},
    throughput: index.ProvisionedThroughput,
  }));
  const local = (input.LocalSecondaryIndexes ?? []).map((index): IndexRecord => {
    const own = keySchema(index.KeySchema, defined);
    if (own.hash.name !== schema.hash.name || own.range === undefined) {
      throw invalidValues(
        `Index KeySchema of ${index.IndexName}: a local index has the table's hash key and a range key of its own`,
      );
    }
    const name = validateName('IndexName', index.IndexName);
    return { name, kind: 'local', schema: own, projection: index.Projection ?? {}, throughput: undefined };
  });
  const all = [...global, ...local];
  const repeated = all.find((index, at) => all.findIndex((other) => other.name === index.name) !== at);
  if (repeated !== undefined) throw invalidValues(`Duplicate index name: ${repeated.name}`);
  for (const { name, projection } of all) {
    if (projection.ProjectionType === undefined)
      throw invalidValues(`Unknown ProjectionType: null of index ${name}`);
  }
  return all;
}

/** Capacity and mode have to go together. */
export function validateBilling(
  mode: TableRecord['billingMode'],
  throughput: ProvisionedThroughput | undefined,
): void {
  if (mode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidValues(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (mode === 'PROVISIONED' && throughput === undefined) {
    throw invalidValues(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
}

export type NewTable = Pick<
  TableRecord,
  'name' | 'attributeDefinitions' | 'schema' | 'indexes' | 'billingMode' | 'throughput'
>;

/** @throws ValidationException in DynamoDB's words for a table that it would not create. */
export function validateCreate(input: CreateTableInput): NewTable {
  if (input.StreamSpecification?.StreamEnabled === true) throw notBuilt('A table with a stream');
  const defined = input.AttributeDefinitions ?? [];
  const schema = keySchema(input.KeySchema, defined);
  const indexes = indexRecords(input, schema);
  const used = new Set(
    [schema, ...indexes.map((index) => index.schema)].flatMap(({ hash, range }) => [hash.name, range?.name]),
  );
  used.delete(undefined);
  if (
    defined.length !== used.size ||
    new Set(defined.map((item) => item.AttributeName)).size < defined.length
  ) {
    throw invalidValues(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const billingMode = input.BillingMode ?? 'PROVISIONED';
  validateBilling(billingMode, input.ProvisionedThroughput);
  return {
    name: validateName('TableName', input.TableName),
    attributeDefinitions: defined,
    schema,
    indexes,
    billingMode,
    throughput: input.ProvisionedThroughput,
  };
}
