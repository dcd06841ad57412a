import { AwsError } from '../../service.ts';

/** The errors of Route 53: https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html and each operation's page. */
export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', message);
export const noSuchZone = (id: string | undefined): AwsError =>
  new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`);

/** One batch, all its faults: nothing of it was changed. */
export const invalidBatch = (messages: readonly string[]): AwsError =>
  new AwsError('InvalidChangeBatch', `[${messages.join(', ')}]`, { members: { messages } });
