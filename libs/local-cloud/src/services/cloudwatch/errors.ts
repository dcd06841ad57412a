import { AwsError } from '../../service.ts';

/** The errors of CloudWatch, as https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html lists them. */
export const invalidValue = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message, { statusCode: 400 });
export const missingParameter = (message: string): AwsError =>
  new AwsError('MissingRequiredParameterException', message, { statusCode: 400 });
export const badCombination = (message: string): AwsError =>
  new AwsError('InvalidParameterCombinationException', message, { statusCode: 400 });
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message, { statusCode: 400 });
export const notFound = (message: string): AwsError =>
  new AwsError('ResourceNotFound', message, { statusCode: 404 });
