import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { invokeLater } from '../async-invoke.ts';
import { constraint, notBuilt } from '../errors.ts';
import { findQualified } from '../find.ts';
import { checkPayload, invokeFunction, readClientContext } from '../invoke.ts';
import type { Lambda } from '../records.ts';

/** Bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const SYNCHRONOUS_LIMIT = 6_291_456;
const ASYNCHRONOUS_LIMIT = 1_048_576;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke =
  (lambda: Lambda): Operation<InvocationRequest, InvocationResponse> =>
  async (input, { requestId }) => {
    const type = input.InvocationType ?? 'RequestResponse';
    if (!['RequestResponse', 'Event', 'DryRun'].includes(type)) {
      throw constraint(type, 'invocationType', 'satisfy enum value set: [Event, RequestResponse, DryRun]');
    }
    if (input.DurableExecutionName ?? input.TenantId) {
      throw notBuilt('durable functions or tenancy (DurableExecutionName, TenantId)');
    }
    if (input.LogType !== undefined && input.LogType !== 'None' && input.LogType !== 'Tail') {
      throw constraint(input.LogType, 'logType', 'satisfy enum value set: [Tail, None]');
    }
    const target = findQualified(lambda, input.FunctionName, input.Qualifier);
    const body = input.Payload;
    const payload = checkPayload(body, type === 'Event' ? ASYNCHRONOUS_LIMIT : SYNCHRONOUS_LIMIT);
    if (type === 'DryRun') return { StatusCode: 204 };
    const options = { payload, requestId, clientContext: readClientContext(input.ClientContext) };
    if (type === 'Event') {
      invokeLater(lambda, target, options);
      return { StatusCode: 202 };
    }
    const result = await invokeFunction(lambda, target, options);
    return {
      StatusCode: 200,
      ExecutedVersion: result.version,
      Payload: result.payload,
      ...(result.functionError === undefined ? {} : { FunctionError: result.functionError }),
      ...(input.LogType === 'Tail' ? { LogResult: Buffer.from(result.logTail).toString('base64') } : {}),
    };
  };
