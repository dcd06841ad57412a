import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import type { KindScope } from '../engine/kind.ts';
import { EcsDeploymentFailed } from './errors.ts';

/**
 * The digests of the images that run, by container name: as ECS resolved them for the deployment, else as the definition pins
 * them.
 * @throws EcsDeploymentFailed when what was deployed is another task definition: a success that is not ours
 */
export async function provenImages(
  of: {
    deployment: string | undefined;
    revision: string;
    service: string;
    definition: RegisterTaskDefinitionCommandInput;
  },
  { clients: { ecs }, options }: KindScope,
): Promise<Record<string, string>> {
  if (of.deployment === undefined) return pinned(of.definition);
  const { serviceDeployments } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [of.deployment] }),
    options,
  );
  const arn = serviceDeployments?.[0]?.targetServiceRevision?.arn;
  if (arn === undefined) return pinned(of.definition);
  const { serviceRevisions } = await ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }),
    options,
  );
  const deployed = serviceRevisions?.[0];
  if (deployed?.taskDefinition !== undefined && deployed.taskDefinition !== of.revision) {
    const failure = {
      service: of.service,
      revision: of.revision,
      status: 'another revision was deployed',
      serving: deployed.taskDefinition,
      targets: [],
      events: [],
    };
    throw new EcsDeploymentFailed(
      `service ${of.service} runs ${deployed.taskDefinition}, not ${of.revision}: somebody else deployed meanwhile`,
      failure,
    );
  }
  const resolved = (deployed?.containerImages ?? []).flatMap(({ containerName, imageDigest }) =>
    containerName === undefined || imageDigest === undefined ? [] : [[containerName, imageDigest]],
  );
  return { ...pinned(of.definition), ...Object.fromEntries(resolved) };
}

function pinned({ containerDefinitions = [] }: RegisterTaskDefinitionCommandInput): Record<string, string> {
  return Object.fromEntries(
    containerDefinitions.flatMap(({ name, image }) => {
      const digest = /@(sha256:[0-9a-f]{64})$/.exec(image ?? '')?.[1];
      return name === undefined || digest === undefined ? [] : [[name, digest]];
    }),
  );
}
