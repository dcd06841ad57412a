import { createHash } from 'node:crypto';
import type { Dockerfile } from './dockerfile/parse-dockerfile.ts';
import type { ImageFile } from './layer/context-files.ts';

/**
 * The tag that names an image by what goes into it: base image digest, platform, files and configuration. The same content has
 * the same tag whoever builds it, with whichever engine, so an existing tag means that there is nothing to build.
 */
export function contentTag(
  baseDigest: string,
  platform: string,
  dockerfile: Dockerfile,
  files: readonly ImageFile[],
): string {
  const { baseImage: _, ...configuration } = dockerfile;
  const hash = createHash('sha256').update(JSON.stringify([baseDigest, platform, configuration]));
  for (const file of files) {
    hash.update(
      JSON.stringify([file.path, file.executable, createHash('sha256').update(file.content).digest('hex')]),
    );
  }
  return `content-${hash.digest('hex').slice(0, 32)}`;
}
