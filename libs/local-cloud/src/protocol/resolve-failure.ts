import { AwsError } from '../service.ts';
import type { ServiceModel } from './model.ts';
import type { Failure } from './protocol.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonErrors.html and its like: errors that no model carries. */
const commonStatus: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AuthorizationError: 403,
  UnauthorizedOperation: 403,
  InternalFailure: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
};

/** What a thrown value is on the wire: AWS errors as they are, anything else as the 500 that AWS answers. */
export function resolveFailure(model: ServiceModel | undefined, thrown: unknown): Failure {
  if (thrown instanceof AwsError) {
    return {
      code: thrown.code,
      message: thrown.message,
      statusCode:
        thrown.statusCode ?? model?.errors.get(thrown.code)?.statusCode ?? commonStatus[thrown.code] ?? 400,
      members: thrown.members,
    };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'InternalFailure',
    message: `The local cloud failed: ${reason}`,
    statusCode: 500,
    members: {},
  };
}
