import { createHash } from 'node:crypto';
import { ImagePullError, type ImageConfig } from '../task-runtime.ts';
import { parseReference } from './reference.ts';

/** The registry of this cloud, as a task's agent sees it. */
export interface RegistryAccess {
  /** `http://127.0.0.1:PORT` */
  origin(): string;
  /** Account and region: `ACCOUNT.dkr.ecr.REGION.amazonaws.com` names this registry too. */
  readonly account: string;
  readonly region: string;
  /** Base64 of `AWS:<password>`, from GetAuthorizationToken. */
  authorizationToken(): Promise<string>;
}

export interface RemoteImage {
  readonly digest: string;
  readonly config: ImageConfig;
  readonly layers: readonly { readonly digest: string; readonly mediaType: string; readonly size: number }[];
  /** `/v2/<name>/blobs/` on the registry. */
  readonly name: string;
}

interface Manifest {
  readonly mediaType?: string;
  readonly config?: { readonly digest: string };
  readonly layers?: RemoteImage['layers'];
  readonly manifests?: readonly { digest: string; platform?: { os?: string; architecture?: string } }[];
}

const ACCEPT = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** True for an image in this cloud's own registry, also under the port that it had before a restart. */
export function isOwnImage(access: RegistryAccess, reference: string): boolean {
  const { host } = parseReference(reference);
  return (
    /^(?:127\.0\.0\.1|localhost):\d+$/.test(host) ||
    host === `${access.account}.dkr.ecr.${access.region}.amazonaws.com`
  );
}

/** GET on the registry; @throws ImagePullError in the words of ECS's agent. */
export async function fetchFromRegistry(
  access: RegistryAccess,
  path: string,
  reference: string,
): Promise<Buffer> {
  const response = await fetch(`${access.origin()}${path}`, {
    headers: { accept: ACCEPT, authorization: `Basic ${await access.authorizationToken()}` },
  }).catch((cause: unknown) => {
    throw new ImagePullError(
      `pull image manifest has been retried 1 time(s): failed to do request: ${path}`,
      { cause },
    );
  });
  const body = Buffer.from(await response.arrayBuffer());
  if (response.ok) return body;
  const why =
    response.status === 404 ? 'not found' : `unexpected status ${response.status}: ${body.toString()}`;
  throw new ImagePullError(
    `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: ${why}`,
  );
}

/** A blob or manifest whose bytes are what its digest says. */
async function fetchChecked(
  access: RegistryAccess,
  path: string,
  digest: string,
  reference: string,
): Promise<Buffer> {
  const content = await fetchFromRegistry(access, path, reference);
  const actual = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  if (digest.startsWith('sha256:') && actual !== digest) {
    throw new ImagePullError(
      `${reference}: content of ${digest} has digest ${actual}; the registry's copy is damaged`,
    );
  }
  return content;
}

/**
 * Resolves a tag or digest to an image of this machine's platform and reads its configuration.
 * @throws ImagePullError when it is not there, or not in this cloud's registry.
 */
export async function resolveImage(access: RegistryAccess, reference: string): Promise<RemoteImage> {
  if (!isOwnImage(access, reference)) {
    throw new ImagePullError(
      `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: the process runtime pulls from this cloud's registry (${new URL(access.origin()).host}) only; push the image there`,
    );
  }
  const { name, version } = parseReference(reference);
  const manifests = `/v2/${name}/manifests/`;
  const named = await fetchChecked(access, manifests + version, version, reference);
  const digest = `sha256:${createHash('sha256').update(named).digest('hex')}`;
  let manifest = JSON.parse(named.toString()) as Manifest;
  if (manifest.manifests !== undefined) {
    const own = manifest.manifests.find(
      ({ platform }) => platform?.os === 'linux' && platform.architecture === ARCHITECTURE,
    );
    if (own === undefined) {
      throw new ImagePullError(
        `image Manifest does not contain descriptor matching platform 'linux/${ARCHITECTURE}'`,
      );
    }
    manifest = JSON.parse(
      (await fetchChecked(access, manifests + own.digest, own.digest, reference)).toString(),
    ) as Manifest;
  }
  const configDigest = manifest.config?.digest ?? '';
  const config = await fetchChecked(access, `/v2/${name}/blobs/${configDigest}`, configDigest, reference);
  const { config: values = {} } = JSON.parse(config.toString()) as { config?: ImageConfig };
  return { digest, config: values, layers: manifest.layers ?? [], name };
}

/** A layer as it is stored, compressed. */
export const fetchLayer = (access: RegistryAccess, name: string, digest: string): Promise<Buffer> =>
  fetchChecked(access, `/v2/${name}/blobs/${digest}`, digest, `${name}@${digest}`);
