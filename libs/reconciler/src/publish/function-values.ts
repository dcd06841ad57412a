import {
  componentTraits,
  type AwsPlace,
  type Component,
  environmentNames,
  type FunctionDefinition,
} from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';
import { mustFindQueueUrl } from '../kinds/queue-url.ts';

interface ValuesRequest {
  readonly environment: string;
  readonly component: Component;
  readonly template: FunctionDefinition;
  readonly place: AwsPlace;
  readonly emailFrom: string | undefined;
}

/**
 * What to put in for the placeholders of a function's settings: those of task definitions, but for the image. The queue's URL is asked
 * for only where the settings want it.
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
    QUEUE_URL: asked ? await mustFindQueueUrl(names.queue(component), scope) : undefined,
  };
}
