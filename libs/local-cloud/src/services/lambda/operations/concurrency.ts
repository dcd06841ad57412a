import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import { UNPACKED_LIMIT } from '../../../runtime/function/unpack-zip.ts';
import type { Operation } from '../../../service.ts';
import { constraint, invalid } from '../errors.ts';
import { findFunction } from '../find.ts';
import { ACCOUNT_CONCURRENCY, unreserved } from '../invoke.ts';
import type { Lambda } from '../records.ts';

/** What must stay for functions without a reservation. */
const LEAST_UNRESERVED = 100;

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency =
  (lambda: Lambda): Operation<PutFunctionConcurrencyRequest, Concurrency> =>
  ({ FunctionName, ReservedConcurrentExecutions: reserved = 0 }) => {
    const fn = findFunction(lambda, FunctionName);
    if (!Number.isInteger(reserved) || reserved < 0) {
      throw constraint(reserved, 'reservedConcurrentExecutions', 'have value greater than or equal to 0');
    }
    if (unreserved(lambda, fn) - reserved < LEAST_UNRESERVED) {
      throw invalid(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`,
      );
    }
    fn.reserved = reserved;
    return { ReservedConcurrentExecutions: reserved };
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency =
  (lambda: Lambda): Operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse> =>
  ({ FunctionName }) => {
    const { reserved } = findFunction(lambda, FunctionName);
    return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency =
  (lambda: Lambda): Operation<DeleteFunctionConcurrencyRequest, object> =>
  ({ FunctionName }) => {
    findFunction(lambda, FunctionName).reserved = undefined;
    return {};
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings = (lambda: Lambda): Operation<object, GetAccountSettingsResponse> => {
  const size = () =>
    [...lambda.functions.values()]
      .flatMap(({ latest, versions }) => [latest, ...versions.values()])
      .reduce((sum, { code }) => sum + code.size, 0);
  return () => ({
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: UNPACKED_LIMIT,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: ACCOUNT_CONCURRENCY,
      UnreservedConcurrentExecutions: unreserved(lambda),
    },
    AccountUsage: { TotalCodeSize: size(), FunctionCount: lambda.functions.size },
  });
};
