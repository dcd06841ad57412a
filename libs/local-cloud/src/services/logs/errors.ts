import { AwsError } from '../../service.ts';

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterException', message);
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
export const alreadyExists = (message: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', message);
