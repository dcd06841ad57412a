import type { GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import { callService } from '../../../call-service.ts';
import { AwsError } from '../../../service.ts';
import { invalid } from '../errors.ts';
import type { FunctionSettings, Lambda } from '../records.ts';
import { queueUrl } from './world.ts';

/**
 * Checks that a function can be fed from a queue: its role may read it, the queue is there, and hides messages long enough.
 * @throws `InvalidParameterValueException`
 */
export async function assertConsumable(
  lambda: Lambda,
  queueArn: string,
  { role, timeout }: FunctionSettings,
): Promise<void> {
  for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    if (!lambda.deps.iam.permits(role, `sqs:${action}`, queueArn)) {
      throw invalid(`The provided execution role does not have permissions to call ${action} on SQS`);
    }
  }
  const context = lambda.environment.contextFor('lambda.amazonaws.com');
  const input = { QueueUrl: queueUrl(lambda, queueArn), AttributeNames: ['VisibilityTimeout'] };
  const { region, account } = lambda.environment;
  const here = queueArn.startsWith(`arn:aws:sqs:${region}:${account}:`);
  const found = here
    ? await callService<GetQueueAttributesResult>(
        lambda.deps.sqs,
        'GetQueueAttributes',
        input,
        context,
      ).catch((error: unknown) => {
        if (error instanceof AwsError) return undefined;
        throw error;
      })
    : undefined;
  if (!found) {
    throw invalid(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  const visibility = Number(found.Attributes?.['VisibilityTimeout']);
  if (visibility < timeout) {
    throw invalid(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
    );
  }
}
