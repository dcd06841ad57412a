import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import type { RegistryCredentials } from './registry/registry-authorization.ts';

/** Where to push to, and as whom. */
export interface EcrRepository {
  /** `host/name`, without tag. */
  readonly uri: string;
  readonly registry: string;
  readonly credentials: RegistryCredentials;
}

/**
 * Finds an ECR repository and a token to push to it.
 *
 * @throws Error when the repository does not exist, saying how to create it.
 */
export async function openEcrRepository(
  ecr: ECRClient,
  name: string,
  signal?: AbortSignal,
): Promise<EcrRepository> {
  const abort = signal && { abortSignal: signal };
  const [described, token] = await Promise.all([
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), abort).catch((error: unknown) => {
      if (!(error instanceof RepositoryNotFoundException)) throw error;
      throw new Error(
        `ECR repository "${name}" does not exist; run apply-phase with stage provision first, or create it`,
        { cause: error },
      );
    }),
    ecr.send(new GetAuthorizationTokenCommand({}), abort),
  ]);
  const uri = described.repositories?.[0]?.repositoryUri;
  const encoded = token.authorizationData?.[0]?.authorizationToken;
  if (uri === undefined || encoded === undefined)
    throw new Error(`ECR answered without a URI or token for repository "${name}"`);
  const [username = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { uri, registry: uri.slice(0, uri.indexOf('/')), credentials: { username, password } };
}

/** The digest behind a tag; undefined when there is no such image. */
export async function findImageDigest(
  ecr: ECRClient,
  repository: string,
  tag: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const found = await ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageTag: tag }] }),
      signal && { abortSignal: signal },
    );
    return found.imageDetails?.[0]?.imageDigest;
  } catch (error) {
    if (error instanceof ImageNotFoundException) return undefined;
    throw error;
  }
}
