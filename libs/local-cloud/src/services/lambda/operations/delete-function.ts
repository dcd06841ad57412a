import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict, invalid } from '../errors.ts';
import { findFunction, findQualified, parseName } from '../find.ts';
import { poolKey } from '../invoke.ts';
import type { Lambda } from '../records.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction =
  (lambda: Lambda): Operation<DeleteFunctionRequest, DeleteFunctionResponse> =>
  (input) => {
    const { qualifier } = parseName(input.FunctionName, input.Qualifier);
    if (qualifier === undefined) {
      const fn = findFunction(lambda, input.FunctionName);
      lambda.functions.delete(fn.name);
      for (const version of [fn.latest, ...fn.versions.values()]) lambda.runtime.retire(poolKey(fn, version));
      return { StatusCode: 204 };
    }
    if (qualifier === '$LATEST')
      throw invalid('$LATEST version cannot be deleted without deleting the function.');
    const { fn, version, alias } = findQualified(lambda, input.FunctionName, qualifier);
    if (alias)
      throw invalid('Deletion of aliases is not currently supported by DeleteFunction: use DeleteAlias.');
    const users = [...fn.aliases.values()].filter(
      (one) => one.version === version.version || version.version in one.weights,
    );
    if (users.length > 0) {
      throw conflict(
        `Version ${version.version} of the function is in use by alias ${users.map(({ name }) => name).join(', ')}.`,
      );
    }
    fn.versions.delete(version.version);
    lambda.runtime.retire(poolKey(fn, version));
    return { StatusCode: 204 };
  };
