import { parseImageReference } from '../registry/image-reference.ts';
import { mountBlob, pushBlob, pushManifest } from '../registry/push-image.ts';
import type { RegistryImage } from '../registry/read-image.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import { digestOf } from '../registry/digest.ts';
import type { ComposedImage } from './compose-image.ts';
import type { Layer } from './pack-layer.ts';

/**
 * Pushes a composed image: the base's layers are mounted or streamed from their registry, then our layer, configuration and,
 * only when every blob is there, the manifest.
 *
 * @returns the manifest's digest.
 */
export async function pushLayerImage(input: {
  readonly source: RegistryClient;
  readonly baseReference: string;
  readonly base: RegistryImage;
  readonly target: RegistryClient;
  readonly repository: string;
  readonly tag: string;
  readonly layer: Layer;
  readonly image: ComposedImage;
}): Promise<string> {
  const { source, base, target, repository, layer, image } = input;
  const baseRepository = parseImageReference(input.baseReference).repository;
  const sameRegistry = source.registry === target.registry;
  await Promise.all([
    ...base.manifest.layers.map(async (descriptor) => {
      if (sameRegistry && (await mountBlob(target, repository, descriptor.digest, baseRepository))) return;
      await pushBlob(target, repository, descriptor, async () => {
        const response = await source.request(`/v2/${baseRepository}/blobs/${descriptor.digest}`);
        if (response.body === null)
          throw new Error(`Registry ${source.registry} sent no body for layer ${descriptor.digest}`);
        return response.body;
      });
    }),
    pushBlob(target, repository, { digest: layer.digest, size: layer.content.length }, layer.content),
    pushBlob(
      target,
      repository,
      { digest: digestOf(image.configuration), size: image.configuration.length },
      image.configuration,
    ),
  ]);
  return pushManifest(target, repository, input.tag, image.manifest, image.mediaType);
}
