import { AwsError } from '../../service.ts';

/** AWS's wording for a request it does not take: `Invalid parameter: <what> Reason: <why>`. */
export function invalidParameter(what: string, reason?: string): AwsError {
  const why = reason === undefined ? '' : ` Reason: ${reason}`;
  return new AwsError('InvalidParameterException', `Invalid parameter: ${what}${why}`);
}

export function notFound(what: 'Topic' | 'Subscription'): AwsError {
  return new AwsError('NotFoundException', `${what} does not exist`);
}

export function notBuilt(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is not built in this local cloud.`, { statusCode: 501 });
}
