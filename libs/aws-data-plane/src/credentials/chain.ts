import { createCachedCredentials } from './cached.ts';
import { createContainerCredentials } from './container.ts';
import type { CredentialProvider, Environment } from './credentials.ts';

/**
 * The part of AWS's standard credential chain that tasks and functions live on: static keys in `AWS_ACCESS_KEY_ID`,
 * `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, else the container credentials endpoint
 * (`AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `_FULL_URI`), cached and renewed before they expire.
 * The provider rejects when the environment names neither.
 */
export function createCredentialChain(environment: Environment = process.env): CredentialProvider {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  if (accessKeyId && secretAccessKey) {
    const sessionToken = environment['AWS_SESSION_TOKEN'] || undefined;
    const credentials = Promise.resolve({ accessKeyId, secretAccessKey, sessionToken });
    return () => credentials;
  }
  const container = createContainerCredentials(environment);
  if (container !== undefined) return createCachedCredentials(container);
  return () =>
    Promise.reject(
      new Error(
        'No AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), or run where ' +
          'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI is set, as on ECS with a task role.',
      ),
    );
}
