import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageBuild } from './build-and-push-image.ts';
import { chooseEngine } from './choose-engine.ts';
import { contentTag } from './content-tag.ts';
import { composeImage } from './layer/compose-image.ts';
import { readContextFiles } from './layer/context-files.ts';
import { readDockerIgnore } from './layer/docker-ignore.ts';
import { packLayer } from './layer/pack-layer.ts';
import { readBase } from './read-base.ts';
import { parseImageReference } from './registry/image-reference.ts';
import { createRegistryClient } from './registry/registry-client.ts';

/** An image that was built and is in no repository. */
export interface BuiltImage {
  readonly digest: string;
  readonly tag: string;
}

/**
 * Builds an image without pushing it: whoever may not push learns whether it can be built, and which digest and tag it would have. Reads
 * the base image from its registry, and needs no credentials where that is public. Only for Dockerfiles that engine `layer` can build.
 * @throws DockerfileError for a Dockerfile that only Docker can build; Error naming the base image or a file that is not there
 */
export async function buildImage(
  build: Omit<ImageBuild, 'engine' | 'repository'>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<BuiltImage> {
  const path = build.dockerfile ?? join(build.context, 'Dockerfile');
  const buildArguments: Record<string, string> = build.baseImage ? { NODE_IMAGE: build.baseImage } : {};
  const { dockerfile, reason } = chooseEngine('layer', await readFile(path, 'utf8'), buildArguments);
  if (dockerfile === undefined) throw reason;
  const ignore = await readDockerIgnore(build.context, path);
  const files = await readContextFiles(build.context, dockerfile.copies, ignore.isIgnored);
  const reference = parseImageReference(dockerfile.baseImage);
  const source = createRegistryClient(reference.registry, { signal });
  const base = await readBase(source, reference, build.platform, dockerfile.baseImage);
  const { digest } = composeImage(base, dockerfile, await packLayer(files));
  return { digest, tag: contentTag(base.digest, build.platform, dockerfile, files) };
}
