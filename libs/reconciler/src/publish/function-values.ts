import {
  componentTraits,
  type AwsPlace,
  type Component,
  environmentNames,
  type FunctionDefinition,
} from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import type { KindScope } from '../engine/kind.ts';
import { mustFindQueueUrl } from '../kinds/queue-url.ts';

interface ValuesRequest {
  readonly environment: string;
  readonly component: Component;
  readonly template: FunctionDefinition;
  readonly place: AwsPlace;
  readonly emailFrom: string | undefined;
  /** The environment variables that the function has now. */
  readonly current: Readonly<Record<string, string>>;
}

/**
 * What to put in for the placeholders of a function's settings: those of task definitions, but for the image. The queue's URL is asked
 * for only where the settings want it and the function does not have it yet.
 * @throws Error when the queue is not there
 */
export async function functionValues(
  request: ValuesRequest,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<Record<string, string | undefined>> {
  const { environment, component, template, place, emailFrom } = request;
  const names = environmentNames(environment);
  const asked =
    componentTraits[component].role === 'worker' && JSON.stringify(template).includes('${QUEUE_URL}');
  return {
    AWS_ACCOUNT_ID: place.account,
    AWS_REGION: place.region,
    PREFIX: names.prefix,
    ENVIRONMENT: names.environment,
    EMAIL_FROM: emailFrom,
    QUEUE_URL: asked
      ? ((await knownQueueUrl(request, scope.clients)) ??
        (await mustFindQueueUrl(names.queue(component), scope)))
      : undefined,
  };
}

/**
 * The queue's URL as the function has it, where that is what it must be: account and name at the endpoint of SQS never change.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
 */
async function knownQueueUrl(
  { environment, component, template, place, current }: ValuesRequest,
  { lambda }: Pick<Clients, 'lambda'>,
): Promise<string | undefined> {
  const variables = Object.entries(template.Environment?.Variables ?? {});
  const variable = variables.find(([, value]) => value === '${QUEUE_URL}')?.[0];
  const url = variable === undefined ? undefined : current[variable];
  if (url === undefined) return undefined;
  // The SDK says which endpoint is configured once it has called it; none means AWS's own.
  const endpoint = await lambda.config.endpoint?.();
  const port = endpoint?.port === undefined ? '' : `:${endpoint.port}`;
  const base = endpoint
    ? `${endpoint.protocol}//${endpoint.hostname}${port}`
    : `https://sqs.${place.region}.amazonaws.com`;
  return url === `${base}/${place.account}/${environmentNames(environment).queue(component)}`
    ? url
    : undefined;
}
