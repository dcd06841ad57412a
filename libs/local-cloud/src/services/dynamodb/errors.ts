import { AwsError } from '../../service.ts';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message, { statusCode: 400 });
}

/** AWS's prefix for values that do not fit. */
export function invalidValues(message: string): AwsError {
  return validation(`One or more parameter values were invalid: ${message}`);
}

/** As the data operations say it; DescribeTable and its like name the table. */
export function resourceNotFound(name?: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    name === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: Table: ${name} not found`,
  );
}

export function resourceInUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}

export function notBuilt(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is not built in this local cloud.`, { statusCode: 501 });
}
