import type { PulledImage } from '../../../runtime/task-runtime.ts';
import type { Ecs, TaskRecord } from '../records.ts';

/** The same image by the digest that the first task of its revision got, so that all tasks of a revision run the same. */
function pinned(record: TaskRecord, image: string): string {
  const digest = record.revision?.images.get(image);
  if (digest === undefined || image.includes('@')) return image;
  const tag = image.lastIndexOf(':');
  return `${tag > image.lastIndexOf('/') ? image.slice(0, tag) : image}@${digest}`;
}

/** Pulls the image of every container. @throws ImagePullError. */
export async function pullImages(ecs: Ecs, record: TaskRecord): Promise<ReadonlyMap<string, PulledImage>> {
  const images = new Map<string, PulledImage>();
  record.task.pullStartedAt = new Date();
  for (const { name = '', image = '', versionConsistency } of record.definition.containerDefinitions ?? []) {
    const pulled = await ecs.runtime.pull(versionConsistency === 'disabled' ? image : pinned(record, image));
    record.revision?.images.set(image, record.revision.images.get(image) ?? pulled.digest);
    const shown = record.task.containers?.find((container) => container.name === name);
    if (shown !== undefined) shown.imageDigest = pulled.digest;
    images.set(name, pulled);
  }
  record.task.pullStoppedAt = new Date();
  return images;
}
