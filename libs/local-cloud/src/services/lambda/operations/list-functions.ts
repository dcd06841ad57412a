import type {
  ListFunctionsRequest,
  ListFunctionsResponse,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { notBuilt } from '../errors.ts';
import { findFunction } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Lambda, LambdaFunction } from '../records.ts';
import { showVersion } from '../show.ts';

const showAll = (fn: LambdaFunction) =>
  [fn.latest, ...fn.versions.values()].map((version) =>
    showVersion(version, `${fn.arn}:${version.version}`, fn),
  );

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions =
  (lambda: Lambda): Operation<ListFunctionsRequest, ListFunctionsResponse> =>
  ({ Marker, MaxItems, FunctionVersion, MasterRegion }) => {
    if (MasterRegion !== undefined) throw notBuilt('Lambda@Edge (MasterRegion)');
    const functions = [...lambda.functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const shown =
      FunctionVersion === 'ALL'
        ? functions.flatMap(showAll)
        : functions.map((fn) => showVersion(fn.latest, fn.arn, fn));
    const { page, next } = paginate(shown, MaxItems ?? 50, Marker);
    return { Functions: page, NextMarker: next };
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction =
  (lambda: Lambda): Operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse> =>
  ({ FunctionName, Marker, MaxItems }) => {
    const { page, next } = paginate(showAll(findFunction(lambda, FunctionName)), MaxItems ?? 50, Marker);
    return { Versions: page, NextMarker: next };
  };
