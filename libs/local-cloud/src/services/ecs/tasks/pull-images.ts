import { ImagePullError, type PulledImage } from '../../../runtime/task-runtime.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import { assertExecutionRoleMay, ExecutionRoleDenied } from './execution-role.ts';

/** The same image by the digest that the first task of its revision got, so that all tasks of a revision run the same. */
function pinned(record: TaskRecord, image: string): string {
  const digest = record.revision?.images.get(image);
  if (digest === undefined || image.includes('@')) return image;
  const tag = image.lastIndexOf(':');
  return `${tag > image.lastIndexOf('/') ? image.slice(0, tag) : image}@${digest}`;
}

/** The ARN of the repository that an image of this cloud's own registry is in; undefined for an image from elsewhere. */
function repositoryArn(ecs: Ecs, image: string): string | undefined {
  const { account, region } = ecs.environment;
  const [host = '', ...path] = image.split('@')[0]?.split('/') ?? [];
  const own = host === new URL(ecs.environment.origin()).host || host.startsWith(`${account}.dkr.ecr.`);
  return own ? `arn:aws:ecr:${region}:${account}:repository/${path.join('/').split(':')[0]}` : undefined;
}

/** What the agent asks of the execution role before it pulls: a token, and then the image and its layers. */
function assertMayPull(ecs: Ecs, record: TaskRecord, image: string): void {
  const repository = repositoryArn(ecs, image);
  if (repository === undefined) return;
  try {
    assertExecutionRoleMay(ecs, record, ['ecr:GetAuthorizationToken'], '*');
  } catch (error) {
    if (!(error instanceof ExecutionRoleDenied)) throw error;
    throw new Error(
      `unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${error.message}`,
      { cause: error },
    );
  }
  try {
    assertExecutionRoleMay(ecs, record, ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], repository);
  } catch (error) {
    if (!(error instanceof ExecutionRoleDenied)) throw error;
    const why = error.message.replace('AccessDeniedException: ', '');
    throw new ImagePullError(`pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: pulling from host failed with status code: 403 Forbidden: ${why}`, { cause: error }); // prettier-ignore
  }
}

/** Pulls the image of every container. @throws ImagePullError. */
export async function pullImages(ecs: Ecs, record: TaskRecord): Promise<ReadonlyMap<string, PulledImage>> {
  const images = new Map<string, PulledImage>();
  record.task.pullStartedAt = new Date();
  for (const { name = '', image = '', versionConsistency } of record.definition.containerDefinitions ?? []) {
    assertMayPull(ecs, record, image);
    const pulled = await ecs.runtime.pull(versionConsistency === 'disabled' ? image : pinned(record, image));
    record.revision?.images.set(image, record.revision.images.get(image) ?? pulled.digest);
    const shown = record.task.containers?.find((container) => container.name === name);
    if (shown !== undefined) shown.imageDigest = pulled.digest;
    images.set(name, pulled);
  }
  record.task.pullStoppedAt = new Date();
  return images;
}
