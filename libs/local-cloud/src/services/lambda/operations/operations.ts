import type { Lambda } from '../records.ts';
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './aliases.ts';
import {
  deleteFunctionConcurrency,
  getAccountSettings,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from './concurrency.ts';
import { createFunction } from './create-function.ts';
import { deleteFunction } from './delete-function.ts';
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './event-source-mappings.ts';
import { getFunction, getFunctionConfiguration } from './get-function.ts';
import { invoke } from './invoke.ts';
import { listFunctions, listVersionsByFunction } from './list-functions.ts';
import { addPermission, getPolicy, removePermission } from './permissions.ts';
import { publishVersion } from './publish-version.ts';
import { listTags, tagResource, untagResource } from './tags.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './update-function.ts';

/** The operations of Lambda that this cloud has, by API name. */
export const createOperations = (lambda: Lambda) => ({
  AddPermission: addPermission(lambda),
  CreateAlias: createAlias(lambda),
  CreateEventSourceMapping: createEventSourceMapping(lambda),
  CreateFunction: createFunction(lambda),
  DeleteAlias: deleteAlias(lambda),
  DeleteEventSourceMapping: deleteEventSourceMapping(lambda),
  DeleteFunction: deleteFunction(lambda),
  DeleteFunctionConcurrency: deleteFunctionConcurrency(lambda),
  GetAccountSettings: getAccountSettings(lambda),
  GetAlias: getAlias(lambda),
  GetEventSourceMapping: getEventSourceMapping(lambda),
  GetFunction: getFunction(lambda),
  GetFunctionConcurrency: getFunctionConcurrency(lambda),
  GetFunctionConfiguration: getFunctionConfiguration(lambda),
  GetPolicy: getPolicy(lambda),
  Invoke: invoke(lambda),
  ListAliases: listAliases(lambda),
  ListEventSourceMappings: listEventSourceMappings(lambda),
  ListFunctions: listFunctions(lambda),
  ListTags: listTags(lambda),
  ListVersionsByFunction: listVersionsByFunction(lambda),
  PublishVersion: publishVersion(lambda),
  PutFunctionConcurrency: putFunctionConcurrency(lambda),
  RemovePermission: removePermission(lambda),
  TagResource: tagResource(lambda),
  UntagResource: untagResource(lambda),
  UpdateAlias: updateAlias(lambda),
  UpdateEventSourceMapping: updateEventSourceMapping(lambda),
  UpdateFunctionCode: updateFunctionCode(lambda),
  UpdateFunctionConfiguration: updateFunctionConfiguration(lambda),
});
