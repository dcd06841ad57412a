import { AwsError, type RequestContext, type Service } from './service.ts';

/**
 * Calls another service's operation in-process, as AWS services call each other.
 * @throws {AwsError} what the operation throws; `InternalFailure` when the service has no such operation.
 */
export async function callService<Output>(
  service: Pick<Service, 'operations' | 'signingName'>,
  operation: string,
  input: object,
  context: RequestContext,
): Promise<Output> {
  const run = service.operations[operation];
  if (run === undefined) {
    throw new AwsError(
      'InternalFailure',
      `${service.signingName} has no operation ${operation} in this cloud.`,
      {
        statusCode: 501,
      },
    );
  }
  return (await run(input, context)) as Output;
}
