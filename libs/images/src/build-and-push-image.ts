import type { ECRClient } from '@aws-sdk/client-ecr';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentTag } from './content-tag.ts';
import { type Dockerfile, parseDockerfile } from './dockerfile/parse-dockerfile.ts';
import { buildWithDocker, isDockerAvailable } from './docker/docker-engine.ts';
import { type RunCommand, runCommand } from './docker/run-command.ts';
import { findImageDigest, openEcrRepository } from './ecr-repository.ts';
import { composeImage } from './layer/compose-image.ts';
import { type ImageFile, readContextFiles } from './layer/context-files.ts';
import { packLayer } from './layer/pack-layer.ts';
import { pushLayerImage } from './layer/push-layer-image.ts';
import { parseImageReference } from './registry/image-reference.ts';
import { type Platform, type RegistryImage, readImage } from './registry/read-image.ts';
import { createRegistryClient, type RegistryClient } from './registry/registry-client.ts';

/** `layer` needs no Docker; `docker` uses the machine's engine; `auto` is `layer` wherever the Dockerfile allows it. */
export type ImageEngine = 'layer' | 'docker' | 'auto';

/** What to build and where to push it. */
export interface ImageBuild {
  /** The ECR repository's name. */
  readonly repository: string;
  /** Folder that holds what the Dockerfile copies. */
  readonly context: string;
  /** Path of the Dockerfile; `<context>/Dockerfile` when absent. */
  readonly dockerfile?: string | undefined;
  readonly engine: ImageEngine;
  readonly platform: Platform;
  /** Overrides the Dockerfile's `ARG NODE_IMAGE`. */
  readonly baseImage?: string | undefined;
}

/** The image that is in the repository now. */
export interface PushedImage {
  readonly digest: string;
  readonly tag: string;
  /** `host/name@sha256:...` */
  readonly reference: string;
  /** False when the very same content was there already. */
  readonly pushed: boolean;
  readonly engine: Exclude<ImageEngine, 'auto'> | 'none';
}

/** What a build uses of its surroundings. */
export interface ImageContext {
  readonly ecr: ECRClient;
  readonly run?: RunCommand;
  readonly signal?: AbortSignal;
}

/**
 * Builds an image and pushes it to ECR under the tag of its content, unless that content is there already.
 *
 * @throws DockerfileError for a Dockerfile that the engine cannot build; Error naming repository, registry or base image.
 */
export async function buildAndPushImage(build: ImageBuild, context: ImageContext): Promise<PushedImage> {
  const { ecr, signal, run = runCommand } = context;
  const dockerfilePath = build.dockerfile ?? join(build.context, 'Dockerfile');
  const text = await readFile(dockerfilePath, 'utf8').catch((error: unknown) => {
    throw new Error(`There is no Dockerfile at ${dockerfilePath}; name the one to build`, { cause: error });
  });
  const buildArguments: Record<string, string> = build.baseImage ? { NODE_IMAGE: build.baseImage } : {};
  const dockerfile = parseDockerfile(text, buildArguments);
  const files = await readContextFiles(build.context, dockerfile.copies);
  const repository = await openEcrRepository(ecr, build.repository, signal);
  const target = createRegistryClient(repository.registry, { credentials: repository.credentials, signal });
  const baseReference = parseImageReference(dockerfile.baseImage);
  const source =
    baseReference.registry === repository.registry
      ? target
      : createRegistryClient(baseReference.registry, { signal });
  const base = await readImage(source, baseReference, build.platform).catch((error: unknown) => {
    throw new Error(
      `Base image ${dockerfile.baseImage} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  });
  const tag = contentTag(base.digest, build.platform, dockerfile, files);
  const existing = await findImageDigest(ecr, build.repository, tag, signal);
  if (existing !== undefined) {
    return {
      digest: existing,
      tag,
      reference: `${repository.uri}@${existing}`,
      pushed: false,
      engine: 'none',
    };
  }
  const engine = build.engine === 'auto' ? 'layer' : build.engine;
  if (engine === 'docker' && !(await isDockerAvailable(run))) {
    throw new Error(
      'Engine docker was asked for and no Docker engine answers on this machine; start one or use engine layer',
    );
  }
  const push = async () =>
    engine === 'docker'
      ? buildWithDocker(
          {
            context: build.context,
            dockerfile: dockerfilePath,
            buildArguments,
            platform: build.platform,
            image: `${repository.uri}:${tag}`,
            registry: repository.registry,
            credentials: repository.credentials,
          },
          run,
        )
      : buildWithLayer({ source, base, target, dockerfile, files, repository: build.repository, tag });
  let digest: string;
  try {
    digest = await push();
  } catch (error) {
    // Somebody else may have pushed the same content meanwhile; a tag that is immutable then refuses ours.
    const theirs = await findImageDigest(ecr, build.repository, tag, signal);
    if (theirs === undefined) throw error;
    return { digest: theirs, tag, reference: `${repository.uri}@${theirs}`, pushed: false, engine: 'none' };
  }
  return { digest, tag, reference: `${repository.uri}@${digest}`, pushed: true, engine };
}

async function buildWithLayer(input: {
  source: RegistryClient;
  base: RegistryImage;
  target: RegistryClient;
  dockerfile: Dockerfile;
  files: readonly ImageFile[];
  repository: string;
  tag: string;
}): Promise<string> {
  const layer = await packLayer(input.files);
  const image = composeImage(input.base, input.dockerfile, layer);
  return pushLayerImage({ ...input, baseReference: input.dockerfile.baseImage, layer, image });
}
