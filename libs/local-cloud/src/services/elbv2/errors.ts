import { AwsError } from '../../service.ts';

/** The errors of ELBv2 by the code on the wire, as https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference lists them. */
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message, { statusCode: 400 });
export const refuse = (code: string, message: string): AwsError =>
  new AwsError(code, message, { statusCode: 400 });
