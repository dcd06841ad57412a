import type { Lambda } from '../records.ts';
import { createFunction } from './create-function.ts';
import { deleteFunction } from './delete-function.ts';
import { getFunction, getFunctionConfiguration } from './get-function.ts';
import { invoke } from './invoke.ts';
import { listFunctions, listVersionsByFunction } from './list-functions.ts';
import { publishVersion } from './publish-version.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './update-function.ts';

/** The operations of Lambda that this cloud has, by API name. */
export const createOperations = (lambda: Lambda) => ({
  CreateFunction: createFunction(lambda),
  DeleteFunction: deleteFunction(lambda),
  GetFunction: getFunction(lambda),
  GetFunctionConfiguration: getFunctionConfiguration(lambda),
  Invoke: invoke(lambda),
  ListFunctions: listFunctions(lambda),
  ListVersionsByFunction: listVersionsByFunction(lambda),
  PublishVersion: publishVersion(lambda),
  UpdateFunctionCode: updateFunctionCode(lambda),
  UpdateFunctionConfiguration: updateFunctionConfiguration(lambda),
});
