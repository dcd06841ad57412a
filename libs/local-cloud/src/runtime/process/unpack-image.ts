import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchLayer, resolveImage, type RegistryAccess } from '../image/registry-client.ts';
import type { PulledImage } from '../task-runtime.ts';
import { unpackLayer } from './unpack-layer.ts';

/** An image whose files lie in a folder. */
export interface UnpackedImage extends PulledImage {
  readonly root: string;
}

/** Pulls images and unpacks each digest once, also when several tasks ask at the same time. */
export function createImageStore(
  directory: string,
  access: RegistryAccess,
): (reference: string) => Promise<UnpackedImage> {
  const unpacking = new Map<string, Promise<string>>();

  async function unpack(image: Awaited<ReturnType<typeof resolveImage>>, root: string): Promise<string> {
    if (await stat(root).catch(() => undefined)) return root;
    // Under another name until it is whole: a run that is killed here leaves nothing that looks unpacked.
    const part = `${root}.${randomUUID()}`;
    await mkdir(part, { recursive: true });
    try {
      for (const { digest, mediaType } of image.layers) {
        await unpackLayer(await fetchLayer(access, image.name, digest), mediaType, part);
      }
      await rename(part, root);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    }
    return root;
  }

  return async (reference) => {
    const image = await resolveImage(access, reference);
    const root = join(directory, image.digest.replace(':', '-'));
    const known = unpacking.get(root);
    const work = known ?? unpack(image, root).finally(() => unpacking.delete(root));
    if (known === undefined) unpacking.set(root, work);
    return { reference, digest: image.digest, config: image.config, root: await work };
  };
}
