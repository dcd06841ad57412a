/** A parsed image reference. */
export interface ImageReference {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly name: string;
  /** Tag or digest. */
  readonly version: string;
}

/** Splits `host/name:tag` and `host/name@sha256:...`; without a host it is Docker Hub's, as everywhere. */
export function parseReference(reference: string): ImageReference {
  const slash = reference.indexOf('/');
  const first = reference.slice(0, Math.max(slash, 0));
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const host = hasHost ? first : 'docker.io';
  const path = hasHost ? reference.slice(slash + 1) : reference;
  const [beforeDigest = '', digest] = path.split('@');
  const colon = beforeDigest.lastIndexOf(':');
  const name = colon > 0 ? beforeDigest.slice(0, colon) : beforeDigest;
  return {
    host,
    name: hasHost || name.includes('/') ? name : `library/${name}`,
    version: digest ?? (colon > 0 ? beforeDigest.slice(colon + 1) : 'latest'),
  };
}
