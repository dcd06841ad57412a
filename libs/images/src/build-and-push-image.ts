import type { ECRClient } from '@aws-sdk/client-ecr';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseEngine, type ChosenEngine, type ImageEngine } from './choose-engine.ts';
import { contentTag, contextTag } from './content-tag.ts';
import { type Dockerfile, DockerfileError } from './dockerfile/parse-dockerfile.ts';
import { buildWithDocker, isDockerAvailable } from './docker/docker-engine.ts';
import { type RunCommand, runCommand } from './docker/run-command.ts';
import { type EcrRepository, findImageDigest, type Mask, openEcrRepository } from './ecr-repository.ts';
import { composeImage } from './layer/compose-image.ts';
import {
  type ImageFile,
  NeedsDockerError,
  readContextFiles,
  readWholeContext,
} from './layer/context-files.ts';
import { type DockerIgnore, readDockerIgnore } from './layer/docker-ignore.ts';
import { packLayer } from './layer/pack-layer.ts';
import { pushLayerImage } from './layer/push-layer-image.ts';
import { parseImageReference } from './registry/image-reference.ts';
import { readBase } from './read-base.ts';
import type { Platform, RegistryImage } from './registry/read-image.ts';
import { createRegistryClient, type RegistryClient } from './registry/registry-client.ts';

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
  /** `host/name` */
  readonly repositoryUri: string;
  /** What it stands on; undefined where only Docker can tell. */
  readonly base: { readonly reference: string; readonly digest: string } | undefined;
}

/** What a build uses of its surroundings. */
export interface ImageContext {
  readonly ecr: ECRClient;
  readonly run?: RunCommand;
  readonly signal?: AbortSignal;
  readonly mask?: Mask;
}

/** A build whose content is known, and how to push it. */
interface PreparedBuild {
  readonly tag: string;
  readonly engine: 'layer' | 'docker';
  /** @returns the digest. */
  readonly push: () => Promise<string>;
}

/**
 * Builds an image and pushes it to ECR under the tag of its content, unless that content is there already.
 *
 * @throws DockerfileError for a Dockerfile that the engine cannot build; Error naming repository, registry or base image.
 */
export async function buildAndPushImage(build: ImageBuild, context: ImageContext): Promise<PushedImage> {
  const { ecr, signal, mask } = context;
  const dockerfilePath = build.dockerfile ?? join(build.context, 'Dockerfile');
  const text = await readFile(dockerfilePath, 'utf8').catch((error: unknown) => {
    throw new Error(`There is no Dockerfile at ${dockerfilePath}; name the one to build`, { cause: error });
  });
  const buildArguments: Record<string, string> = build.baseImage ? { NODE_IMAGE: build.baseImage } : {};
  const chosen = chooseEngine(build.engine, text, buildArguments);
  const repository = await openEcrRepository(ecr, build.repository, { signal, mask });
  const ignore = await readDockerIgnore(build.context, dockerfilePath);
  const dockerBuild = { ...build, dockerfile: dockerfilePath, text, buildArguments, ignore };
  const content = await readContent(build, chosen, ignore, repository, signal);
  const { tag, engine, push } =
    chosen.engine === 'layer' && !(content instanceof DockerfileError)
      ? prepareLayer(build, content)
      : await prepareDocker(dockerBuild, content, repository, context);
  const result = (digest: string, by: PushedImage['engine']): PushedImage => ({
    digest,
    tag,
    reference: `${repository.uri}@${digest}`,
    pushed: by !== 'none',
    engine: by,
    repositoryUri: repository.uri,
    base:
      content instanceof DockerfileError
        ? undefined
        : { reference: content.dockerfile.baseImage, digest: content.base.digest },
  });
  const existing = await findImageDigest(ecr, build.repository, tag, signal);
  if (existing !== undefined) return result(existing, 'none');
  try {
    return result(await push(), engine);
  } catch (error) {
    // Somebody else may have pushed the same content meanwhile; a tag that is immutable then refuses ours.
    const theirs = await findImageDigest(ecr, build.repository, tag, signal);
    if (theirs === undefined) throw error;
    return result(theirs, 'none');
  }
}

function prepareLayer(
  build: ImageBuild,
  { dockerfile, source, target, base, files, tag }: ImageContent,
): PreparedBuild {
  return {
    tag,
    engine: 'layer',
    push: async () => {
      const layer = await packLayer(files);
      const image = composeImage(base, dockerfile, layer);
      const baseReference = dockerfile.baseImage;
      return pushLayerImage({
        source,
        base,
        target,
        baseReference,
        repository: build.repository,
        tag,
        layer,
        image,
      });
    },
  };
}

async function prepareDocker(
  build: ImageBuild & {
    readonly dockerfile: string;
    readonly text: string;
    readonly buildArguments: Readonly<Record<string, string>>;
    readonly ignore: DockerIgnore;
  },
  content: ImageContent | DockerfileError,
  repository: EcrRepository,
  { run = runCommand }: ImageContext,
): Promise<PreparedBuild> {
  const { platform, text, buildArguments, ignore } = build;
  const tag =
    content instanceof DockerfileError
      ? contextTag(platform, text, buildArguments, await readWholeContext(build.context, ignore.isIgnored))
      : content.tag;
  return {
    tag,
    engine: 'docker',
    push: async () => {
      if (!(await isDockerAvailable(run))) {
        const why = content instanceof DockerfileError ? ` (${content.message})` : '';
        throw new Error(
          `This image needs engine docker${why} and no Docker engine answers on this machine; start one, or make the Dockerfile COPY-only for engine layer`,
        );
      }
      const needsBuildKit = ignore.kind === 'dockerfile';
      return buildWithDocker(
        { ...build, ...repository, image: `${repository.uri}:${tag}`, needsBuildKit },
        run,
      );
    },
  };
}

/**
 * What an image would be called, without building or pushing anything: for a plan. Only for Dockerfiles that engine `layer` can build.
 * @returns its tag, and its digest where the very same content is in the repository
 * @throws DockerfileError for a Dockerfile that only Docker can build; Error naming repository, base image or a file that is not there
 */
export async function findImage(
  build: Omit<ImageBuild, 'engine'>,
  { ecr, signal, mask }: ImageContext,
): Promise<{ readonly tag: string; readonly digest: string | undefined }> {
  const dockerfilePath = build.dockerfile ?? join(build.context, 'Dockerfile');
  const text = await readFile(dockerfilePath, 'utf8');
  const chosen = chooseEngine('layer', text, build.baseImage ? { NODE_IMAGE: build.baseImage } : {});
  const repository = await openEcrRepository(ecr, build.repository, { signal, mask });
  const ignore = await readDockerIgnore(build.context, dockerfilePath);
  const content = await readContent({ ...build, engine: 'layer' }, chosen, ignore, repository, signal);
  if (content instanceof DockerfileError) throw content;
  return { tag: content.tag, digest: await findImageDigest(ecr, build.repository, content.tag, signal) };
}

/** Everything that makes up an image whose Dockerfile only copies. */
interface ImageContent {
  readonly dockerfile: Dockerfile;
  readonly files: readonly ImageFile[];
  readonly source: RegistryClient;
  readonly target: RegistryClient;
  readonly base: RegistryImage;
  readonly tag: string;
}

/** @returns what keeps the content from being known, when a Docker engine may be asked instead. */
async function readContent(
  build: ImageBuild,
  { dockerfile, reason }: ChosenEngine,
  ignore: DockerIgnore,
  repository: EcrRepository,
  signal: AbortSignal | undefined,
): Promise<ImageContent | DockerfileError> {
  if (dockerfile === undefined) return reason;
  try {
    const files = await readContextFiles(build.context, dockerfile.copies, ignore.isIgnored);
    const target = createRegistryClient(repository.registry, { credentials: repository.credentials, signal });
    const reference = parseImageReference(dockerfile.baseImage);
    const source =
      reference.registry === target.registry ? target : createRegistryClient(reference.registry, { signal });
    const base = await readBase(source, reference, build.platform, dockerfile.baseImage);
    const tag = contentTag(base.digest, build.platform, dockerfile, files);
    return { dockerfile, files, target, source, base, tag };
  } catch (error) {
    if (build.engine !== 'layer' && error instanceof NeedsDockerError) return error;
    throw error;
  }
}
