import { AwsError } from '../../service.ts';

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterException', message);
export const clientError = (message: string): AwsError => new AwsError('ClientException', message);
