import { createHash } from 'node:crypto';
import { AwsError } from '../../service.ts';
import { applyLifecycle } from './apply-lifecycle.ts';
import type { ImageRecord, RepositoryRecord } from './records.ts';

interface Descriptor {
  readonly digest?: string;
  readonly size?: number;
  readonly mediaType?: string;
}
interface Manifest {
  readonly schemaVersion?: number;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

const TAG = /^\w[\w.-]{0,127}$/;
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

function parseManifest(text: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.schemaVersion === 2 && (manifest.manifests ?? manifest.layers) !== undefined)
      return manifest;
  } catch (cause) {
    throw new AwsError('InvalidParameterException', 'The image manifest is not JSON', { cause });
  }
  throw new AwsError(
    'InvalidParameterException',
    'The image manifest is neither a Docker schema 2 nor an OCI manifest or index (schemaVersion 2 with layers or manifests)',
  );
}

/** An image may only name what this repository holds: nobody can pull a layer that was never pushed. */
function checkContent(repository: RepositoryRecord, manifest: Manifest): void {
  const missing = [manifest.config, ...(manifest.layers ?? [])]
    .map((part) => part?.digest)
    .filter((digest) => digest !== undefined && !repository.blobs.has(digest));
  if (missing.length > 0) {
    throw new AwsError(
      'LayersNotFoundException',
      `The layers '${missing.join(', ')}' do not exist in the repository with name '${repository.name}'; push them first`,
    );
  }
  const absent = (manifest.manifests ?? []).find(({ digest = '' }) => !repository.images.has(digest));
  if (absent !== undefined) {
    throw new AwsError(
      'ReferencedImagesNotFoundException',
      `Images with digests '${absent.digest}' required for pushing image into repository with name '${repository.name}' do not exist`,
    );
  }
}

function checkTag(repository: RepositoryRecord, tag: string, digest: string): void {
  if (!TAG.test(tag))
    throw new AwsError('InvalidParameterException', `Invalid parameter at 'imageTag': '${tag}'`);
  const held = repository.imageTags.get(tag);
  if (held !== undefined && held !== digest && repository.mutability.startsWith('IMMUTABLE')) {
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  }
}

/**
 * Stores a manifest, under a tag when one is given; what `docker push` and `PutImage` have in common.
 * @throws AwsError for a manifest of unknown shape, parts that are not there, or an immutable tag that is taken.
 */
export function putManifest(
  repository: RepositoryRecord,
  text: string,
  options: { mediaType?: string | undefined; tag?: string | undefined; digest?: string | undefined },
): { image: ImageRecord; created: boolean } {
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  if (options.digest !== undefined && options.digest !== digest) {
    throw new AwsError(
      'ImageDigestDoesNotMatchException',
      `The manifest has digest '${digest}', but '${options.digest}' was stated`,
    );
  }
  const manifest = parseManifest(text);
  checkContent(repository, manifest);
  if (options.tag !== undefined) checkTag(repository, options.tag, digest);
  const known = repository.images.get(digest);
  const image: ImageRecord = known ?? {
    digest,
    mediaType: options.mediaType ?? manifest.mediaType ?? (manifest.manifests ? OCI_INDEX : OCI_MANIFEST),
    manifest: text,
    artifactMediaType: manifest.artifactType ?? manifest.config?.mediaType,
    size: [manifest.config, ...(manifest.layers ?? [])].reduce((sum, part) => sum + (part?.size ?? 0), 0),
    pushedAt: Date.now(),
    pulledAt: undefined,
  };
  const created =
    known === undefined || (options.tag !== undefined && repository.imageTags.get(options.tag) !== digest);
  repository.images.set(digest, image);
  if (options.tag !== undefined) repository.imageTags.set(options.tag, digest);
  applyLifecycle(repository);
  return { image, created };
}
