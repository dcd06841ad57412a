import { AwsError } from '../../service.ts';

export const invalid = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message, { members: { Type: 'User' } });
export const notFound = (message: string): AwsError =>
  new AwsError('ResourceNotFoundException', message, { members: { Type: 'User' } });
export const conflict = (message: string): AwsError =>
  new AwsError('ResourceConflictException', message, { members: { Type: 'User' } });
export const stale = (): AwsError =>
  new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    { members: { Type: 'User' } },
  );
/** What AWS has and this cloud has not: said, never passed over. */
export const notBuilt = (what: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud's Lambda has no ${what}.`, { statusCode: 501 });

/** A value that breaks a constraint of the model, in AWS's words. */
export const constraint = (value: unknown, member: string, rule: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
    { statusCode: 400 },
  );
