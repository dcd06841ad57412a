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
  // Where an instruction stands is no content.
  const copies = dockerfile.copies.map(({ sources, destination }) => ({ sources, destination }));
  return tagOf([baseDigest, platform, { ...configuration, copies }], files);
}

/**
 * The tag of an image whose Dockerfile runs commands: the Dockerfile, its arguments and every file of the context stand for what
 * comes of them. A base image that moves under its tag is not seen; name it by digest.
 */
export function contextTag(
  platform: string,
  dockerfileText: string,
  buildArguments: Readonly<Record<string, string>>,
  files: readonly ImageFile[],
): string {
  return tagOf([platform, dockerfileText, buildArguments], files);
}

function tagOf(identity: unknown, files: readonly ImageFile[]): string {
  const hash = createHash('sha256').update(JSON.stringify(identity));
  for (const file of files) {
    hash.update(
      JSON.stringify([file.path, file.executable, createHash('sha256').update(file.content).digest('hex')]),
    );
  }
  return `content-${hash.digest('hex').slice(0, 32)}`;
}
