import { AwsError } from '../../service.ts';

export const noSuchEntity = (message: string): AwsError =>
  new AwsError('NoSuchEntity', message, { statusCode: 404 });
export const alreadyExists = (message: string): AwsError =>
  new AwsError('EntityAlreadyExists', message, { statusCode: 409 });
export const deleteConflict = (message: string): AwsError =>
  new AwsError('DeleteConflict', message, { statusCode: 409 });
export const limitExceeded = (message: string): AwsError =>
  new AwsError('LimitExceeded', message, { statusCode: 409 });
export const invalidInput = (message: string): AwsError =>
  new AwsError('InvalidInput', message, { statusCode: 400 });
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message, { statusCode: 400 });
