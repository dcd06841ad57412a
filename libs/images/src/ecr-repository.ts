import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import type { AskCredentials } from './registry/registry-authorization.ts';

/** Is told a secret that no log may show. */
export type Mask = (secret: string) => void;

/** Where to push to, and as whom. */
export interface EcrRepository {
  /** `host/name`, without tag. */
  readonly uri: string;
  readonly registry: string;
  /** Asks ECR for a token when the registry wants one, once. */
  readonly credentials: AskCredentials;
}

/**
 * Finds an ECR repository. No token is asked for before the registry wants one: a plan needs none, and may have no right to it.
 *
 * @param mask is told each password as soon as it is known, before anything can log it
 * @throws Error when the repository does not exist, saying how to create it.
 */
export async function openEcrRepository(
  ecr: ECRClient,
  name: string,
  { signal, mask = () => {} }: { signal?: AbortSignal | undefined; mask?: Mask | undefined } = {},
): Promise<EcrRepository> {
  const abort = signal && { abortSignal: signal };
  const described = await ecr
    .send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), abort)
    .catch((error: unknown) => {
      if (!(error instanceof RepositoryNotFoundException)) throw error;
      throw new Error(
        `ECR repository "${name}" does not exist; run apply-phase with stage provision first, or create it`,
        { cause: error },
      );
    });
  const uri = described.repositories?.[0]?.repositoryUri;
  if (uri === undefined) throw new Error(`ECR answered without a URI for repository "${name}"`);
  let asked: ReturnType<AskCredentials> | undefined;
  return {
    uri,
    registry: uri.slice(0, uri.indexOf('/')),
    credentials: () => (asked ??= askForToken(ecr, mask, signal)),
  };
}

async function askForToken(ecr: ECRClient, mask: Mask, signal: AbortSignal | undefined) {
  const token = await ecr.send(new GetAuthorizationTokenCommand({}), signal && { abortSignal: signal });
  const encoded = token.authorizationData?.[0]?.authorizationToken;
  if (encoded === undefined) throw new Error('ECR answered without an authorization token');
  const [username = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  // It is good for twelve hours, in either form.
  for (const secret of [password, encoded]) mask(secret);
  return { username, password };
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
