import { AwsError } from '../../../service.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { ownReply, serverError, type Reply } from '../data-plane/reply.ts';
import { executeArn } from '../ids.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import { eventV1 } from './event-v1.ts';
import { eventV2 } from './event-v2.ts';
import { functionArnOf } from './function-arn.ts';
import type { Matched } from './matched.ts';
import { readAnswer } from './read-answer.ts';

/** Calls the function of an AWS_PROXY integration; whatever goes wrong is an answer too. */
export async function callFunction(
  { lambda, environment }: { lambda: LambdaInvoker; environment: CloudEnvironment },
  matched: Matched,
): Promise<Reply> {
  const { integration, call } = matched;
  const format = integration.PayloadFormatVersion ?? '2.0';
  const functionArn = functionArnOf(integration.IntegrationUri) ?? '';
  const event = format === '1.0' ? eventV1(matched) : eventV2(matched);
  const sourceArn = executeArn(environment, { ...matched, method: call.method });
  try {
    const answer = await lambda.invoke(functionArn, Buffer.from(JSON.stringify(event)), {
      principal: 'apigateway.amazonaws.com',
      sourceArn,
      traceId: call.headers['x-amzn-trace-id'],
    });
    if (answer.functionError !== undefined) {
      return serverError(
        `The Lambda function returned the following error: ${answer.functionError}. Check your Lambda function code and try again.`,
        { status: 200 },
      );
    }
    const reply = readAnswer(answer.payload, format);
    if (reply === undefined) {
      return serverError(
        "The response from the Lambda function doesn't match the format that API Gateway expects.",
        { status: 200 },
      );
    }
    return { ...reply, trace: { status: 200 } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refusal(error, sourceArn);
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
function refusal({ code, message, statusCode }: AwsError, sourceArn: string): Reply {
  if (code === 'TooManyRequestsException') {
    return ownReply(503, 'Service Unavailable', { status: 429, error: message });
  }
  if (code === 'AccessDeniedException') {
    return serverError(
      `The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration (${sourceArn}). Check the permissions and try again.`,
      { status: 403 },
    );
  }
  return serverError(`${code}: ${message}`, { status: statusCode ?? 500 });
}
