import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { componentTraits, environmentNames, parseComponent } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { findPlace } from '../aws/place.ts';
import type { Context } from '../context.ts';
import { mustFindQueueUrl } from '../kinds/queue-url.ts';

export interface TaskDefinitionValuesRequest {
  readonly environment: string;
  readonly component: string;
  /** `sha256:...` of the image in the component's repository; without it there is no value for `${IMAGE}`. */
  readonly imageDigest?: string | undefined;
  readonly emailFrom: string;
}

/**
 * What to put in for the placeholders of a component's task definition. Reads only.
 * @returns values by placeholder name, for `renderTaskDefinition`
 * @throws RangeError for an unknown component or environment; Error when its repository or queue is not there yet
 */
export async function taskDefinitionValues(
  request: TaskDefinitionValuesRequest,
  { clients, signal }: Context,
): Promise<Record<string, string | undefined>> {
  const component = parseComponent(request.component);
  const names = environmentNames(request.environment);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const { imageDigest } = request;
  const [place, queueUrl, repository] = await Promise.all([
    findPlace(clients, options),
    componentTraits[component].role === 'worker'
      ? mustFindQueueUrl(names.queue(component), { clients, options })
      : undefined,
    imageDigest === undefined ? undefined : repositoryUri(names.repository(component), clients, options),
  ]);
  return {
    AWS_ACCOUNT_ID: place.account,
    AWS_REGION: place.region,
    IMAGE: repository === undefined ? undefined : `${repository}@${imageDigest}`,
    PREFIX: names.prefix,
    ENVIRONMENT: names.environment,
    EMAIL_FROM: request.emailFrom,
    QUEUE_URL: queueUrl,
  };
}

async function repositoryUri(
  name: string,
  { ecr }: Pick<Context['clients'], 'ecr'>,
  options: { abortSignal?: AbortSignal },
): Promise<string> {
  const found = await orAbsent(
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), options),
    'RepositoryNotFound',
  );
  const uri = found?.repositories?.[0]?.repositoryUri;
  if (uri !== undefined) return uri;
  throw new Error(
    `repository ${name} is not there: provision the environment first (apply-phase, stage provision)`,
  );
}
