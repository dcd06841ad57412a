import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { AwsCredentials, CredentialProvider, Environment } from './credentials.ts';

const ECS_HOST = 'http://169.254.170.2';
/** Hosts that may be asked over plain http; anything else must be https, as in AWS's SDKs. */
const PLAIN_HOSTS = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '[::1]']);
const ATTEMPTS = 3;
const TIMEOUT_MS = 2000;

/**
 * Credentials of the task's role from the container credentials endpoint; `undefined` when the environment names none.
 * Throws when `AWS_CONTAINER_CREDENTIALS_FULL_URI` is no URL that may be asked.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function createContainerCredentials(environment: Environment): CredentialProvider | undefined {
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!relative && !full) return undefined;
  const url = relative ? new URL(relative, ECS_HOST) : allowed(full as string);
  return async () => {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await delay(100 * 2 ** attempt * Math.random());
      try {
        return await ask(url, await authorization(environment));
      } catch (error) {
        failure = error;
      }
    }
    throw new Error(`No AWS credentials from ${url.href} (AWS_CONTAINER_CREDENTIALS_*_URI)`, {
      cause: failure,
    });
  };
}

function allowed(text: string): URL {
  const url = URL.parse(text);
  const plain =
    url?.protocol === 'http:' && (PLAIN_HOSTS.has(url.hostname) || url.hostname.startsWith('127.'));
  if (url !== null && (plain || url.protocol === 'https:')) return url;
  throw new Error(
    `AWS_CONTAINER_CREDENTIALS_FULL_URI=${text} may not be asked for credentials: use https, or http on a loopback ` +
      'or container address (127.0.0.0/8, 169.254.170.2, 169.254.170.23, fd00:ec2::23)',
  );
}

/** The token's file wins, and is read at each renewal because EKS rotates it. */
async function authorization(environment: Environment): Promise<string | undefined> {
  const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const token = file
    ? (await readFile(file, 'utf8')).trim()
    : environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  if (token !== undefined && /[\r\n]/.test(token))
    throw new Error('The container authorization token holds a line break');
  return token;
}

async function ask(url: URL, token: string | undefined): Promise<AwsCredentials> {
  const response = await fetch(url, {
    headers: token ? { authorization: token } : {},
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status} from the container credentials endpoint`);
  const body = (await response.json()) as Record<string, unknown>;
  const { AccessKeyId: id, SecretAccessKey: secret, Token: session, Expiration: expiration } = body;
  const expiresAtMs = typeof expiration === 'string' ? Date.parse(expiration) : undefined;
  if (typeof id !== 'string' || typeof secret !== 'string' || Number.isNaN(expiresAtMs))
    throw new Error(
      'The container credentials endpoint answered without usable AccessKeyId, SecretAccessKey and Expiration',
    );
  return {
    accessKeyId: id,
    secretAccessKey: secret,
    sessionToken: typeof session === 'string' ? session : undefined,
    expiresAtMs,
  };
}
