import { AwsError } from '../../service.ts';

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', message);
export const invalidPattern = (message: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${message}`);
export const notBuilt = (what: string): AwsError =>
  new AwsError('NotImplemented', `${what} is not built in this local cloud.`, { statusCode: 501 });
