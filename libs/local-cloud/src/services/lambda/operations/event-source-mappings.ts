import { randomUUID } from 'node:crypto';
import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, type Operation } from '../../../service.ts';
import { conflict, invalid, notBuilt, notFound } from '../errors.ts';
import { findFunction, findQualified, functionArn, parseName } from '../find.ts';
import { assertConsumable } from '../mappings/assert-consumable.ts';
import type { Mapping } from '../mappings/mapping.ts';
import { defaultMapping, withMappingSettings } from '../mappings/read-mapping.ts';
import { showMapping } from '../mappings/show-mapping.ts';
import { paginate } from '../paginate.ts';
import type { Lambda } from '../records.ts';
import { mergeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping =
  (lambda: Lambda): Operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration> =>
  async (input) => {
    const queueArn = readQueueArn(input.EventSourceArn);
    const target = findQualified(lambda, input.FunctionName);
    const settings = withMappingSettings(defaultMapping, input, queueArn);
    await assertConsumable(lambda, queueArn, target.version.settings);
    const known = [...lambda.mappings.values()].find(
      (one) => one.queueArn === queueArn && one.functionArn === target.arn,
    );
    if (known) {
      throw conflict(
        `The event source arn (" ${queueArn} ") and function (" ${target.fn.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${known.id}`,
      );
    }
    const tags = new Map<string, string>();
    mergeTags(tags, input.Tags);
    const mapping: Mapping = {
      ...settings,
      id: randomUUID(),
      queueArn,
      functionArn: target.arn,
      state: 'Creating',
      lastModified: lambda.clock.now(),
      tags,
    };
    lambda.mappings.set(mapping.id, mapping);
    lambda.poll(mapping);
    return showMapping(lambda, mapping);
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping =
  (lambda: Lambda): Operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration> =>
  ({ UUID }) =>
    showMapping(lambda, findMapping(lambda, UUID));

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings =
  (lambda: Lambda): Operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse> =>
  ({ EventSourceArn, FunctionName, Marker, MaxItems }) => {
    const arn = FunctionName === undefined ? undefined : fullArn(lambda, FunctionName);
    const found = [...lambda.mappings.values()].filter(
      (mapping) =>
        (EventSourceArn === undefined || mapping.queueArn === EventSourceArn) &&
        (arn === undefined || mapping.functionArn === arn),
    );
    const { page, next } = paginate(found, MaxItems ?? 100, Marker);
    return { EventSourceMappings: page.map((mapping) => showMapping(lambda, mapping)), NextMarker: next };
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping =
  (lambda: Lambda): Operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration> =>
  async (input) => {
    const mapping = findMapping(lambda, input.UUID);
    assertAtRest(mapping, 'update');
    const target = findQualified(lambda, input.FunctionName ?? mapping.functionArn);
    const settings = withMappingSettings(mapping, input, mapping.queueArn);
    await assertConsumable(lambda, mapping.queueArn, target.version.settings);
    assertAtRest(mapping, 'update');
    const was = mapping.enabled;
    Object.assign(mapping, settings, { functionArn: target.arn, lastModified: lambda.clock.now() });
    if (was === mapping.enabled) mapping.state = 'Updating';
    else mapping.state = mapping.enabled ? 'Enabling' : 'Disabling';
    lambda.poll(mapping);
    return showMapping(lambda, mapping);
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping =
  (lambda: Lambda): Operation<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration> =>
  ({ UUID }) => {
    const mapping = findMapping(lambda, UUID);
    assertAtRest(mapping, 'delete');
    mapping.state = 'Deleting';
    mapping.lastModified = lambda.clock.now();
    lambda.poll(mapping);
    return showMapping(lambda, mapping);
  };

function fullArn(lambda: Lambda, text: string): string {
  const { name, qualifier } = parseName(text);
  const fn = lambda.functions.get(name) ? findFunction(lambda, text).arn : functionArn(lambda, name);
  return qualifier === undefined ? fn : `${fn}:${qualifier}`;
}

export function findMapping(lambda: Lambda, id = ''): Mapping {
  const mapping = lambda.mappings.get(id);
  if (!mapping) throw notFound('The resource you requested does not exist.');
  return mapping;
}

function assertAtRest({ state }: Mapping, what: 'update' | 'delete'): void {
  if (state === 'Enabled' || state === 'Disabled') return;
  throw new AwsError(
    'ResourceInUseException',
    `Cannot ${what} the event source mapping because it is in use.`,
    { statusCode: 400, members: { Type: 'User' } },
  );
}

function readQueueArn(arn: string | undefined): string {
  if (arn === undefined) throw invalid('EventSourceArn is required.');
  if (/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(arn)) return arn;
  if (/^arn:aws:(kinesis|dynamodb|kafka|mq|docdb|rds)/.test(arn)) {
    throw notBuilt('event sources but SQS');
  }
  throw invalid(`Unrecognized event source, must be kinesis, dynamodb stream or sqs. Unsupported: ${arn}`);
}
