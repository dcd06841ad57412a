import { AwsError } from '../../service.ts';

/** The errors of ACM: https://docs.aws.amazon.com/acm/latest/APIReference/CommonErrors.html and each operation's page. */
export const notFound = (arn: string | undefined): AwsError =>
  new AwsError('ResourceNotFoundException', `Could not find certificate ${arn}.`);
export const invalidName = (name: string | undefined): AwsError =>
  new AwsError('InvalidDomainValidationOptionsException', `The domain name '${name}' is not valid.`);
export const inUse = (arn: string, users: readonly string[]): AwsError =>
  new AwsError('ResourceInUseException', `Certificate ${arn} in account is in use by ${users.join(', ')}.`);
export const inProgress = (arn: string): AwsError =>
  new AwsError('RequestInProgressException', `Certificate ${arn} is not issued yet.`);
