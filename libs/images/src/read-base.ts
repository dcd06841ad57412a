import { NeedsDockerError } from './layer/context-files.ts';
import type { ImageReference } from './registry/image-reference.ts';
import { type Platform, readImage, type RegistryImage } from './registry/read-image.ts';
import type { RegistryClient } from './registry/registry-client.ts';

/** The base image that a Dockerfile names. @throws Error where it cannot be read; NeedsDockerError where only Docker can build on it */
export async function readBase(
  source: RegistryClient,
  reference: ImageReference,
  platform: Platform,
  name: string,
): Promise<RegistryImage> {
  const base = await readImage(source, reference, platform).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Base image ${name} cannot be read: ${why}`, { cause: error });
  });
  if ((base.configuration.config?.OnBuild ?? []).length > 0)
    throw new NeedsDockerError(1, `base image ${name} has ONBUILD instructions; use engine docker`);
  return base;
}
