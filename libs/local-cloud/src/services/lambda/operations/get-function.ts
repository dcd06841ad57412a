import type {
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { findQualified, type Qualified } from '../find.ts';
import type { Lambda } from '../records.ts';
import { showVersion } from '../show.ts';

/** Of a version its own ARN is shown; of an alias the alias's. */
const show = ({ version, arn, fn }: Qualified): FunctionConfiguration => showVersion(version, arn, fn);

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration =
  (lambda: Lambda): Operation<GetFunctionConfigurationRequest, FunctionConfiguration> =>
  (input) =>
    show(findQualified(lambda, input.FunctionName, input.Qualifier));

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction =
  (lambda: Lambda): Operation<GetFunctionRequest, GetFunctionResponse> =>
  (input, { origin }) => {
    const found = findQualified(lambda, input.FunctionName, input.Qualifier);
    const { fn, version } = found;
    const hex = Buffer.from(version.code.sha256, 'base64').toString('hex');
    return {
      Configuration: show(found),
      Code: { RepositoryType: 'S3', Location: `${origin}/_lambda/code/${hex}.zip` },
      ...(fn.tags.size === 0 ? {} : { Tags: Object.fromEntries(fn.tags) }),
      ...(fn.reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: fn.reserved } }),
    };
  };
