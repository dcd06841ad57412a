/** The parts of `registry/repository:tag@digest`. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * Parses an image reference as Docker does: a first part without dot, colon or `localhost` is a Docker Hub repository.
 *
 * @throws Error naming the reference when it is none.
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImageReference(reference: string): ImageReference {
  const [, name = '', tag, digest] =
    /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference) ?? [];
  if (name === '') {
    throw new Error(
      `"${reference}" is no image reference; expected [registry/]repository[:tag][@sha256:...]`,
    );
  }
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first : 'registry-1.docker.io';
  const path = hasRegistry ? rest.join('/') : name;
  const repository = !hasRegistry && !path.includes('/') ? `library/${path}` : path;
  if (
    !/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/.test(repository)
  ) {
    throw new Error(
      `"${reference}" is no image reference; the repository "${repository}" may hold lower-case letters, digits and . _ - / between them`,
    );
  }
  return { registry, repository, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest };
}
