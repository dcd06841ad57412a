import { AwsError } from '../../service.ts';

/** @throws AwsError InvalidParameterException naming the member that is missing. */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw new AwsError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: 'must not be null'`,
  );
}
