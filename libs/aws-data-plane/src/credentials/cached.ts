import type { AwsCredentials, CredentialProvider } from './credentials.ts';

/** Renewal starts this long before the end, in the background. */
const ADVISORY_MS = 5 * 60_000;
/** This close to the end nobody may use the old ones: calls wait for the new ones. */
const MANDATORY_MS = 60_000;
/** After a failed background renewal the next one waits this long. */
const RETRY_MS = 10_000;

/**
 * Keeps what `load` gives until shortly before it expires. However many calls ask, one `load` runs at a time. A failed
 * renewal is no error while the old credentials still work.
 */
export function createCachedCredentials(
  load: CredentialProvider,
  now: () => number = Date.now,
): CredentialProvider {
  let current: AwsCredentials | undefined;
  let settled: Promise<AwsCredentials> | undefined;
  let loading: Promise<AwsCredentials> | undefined;
  let notBefore = 0;

  function renew(): Promise<AwsCredentials> {
    loading ??= load()
      .then((credentials) => {
        current = credentials;
        settled = Promise.resolve(credentials);
        return credentials;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  return () => {
    if (current === undefined || settled === undefined) return renew();
    const left = (current.expiresAtMs ?? Infinity) - now();
    if (left <= MANDATORY_MS) return renew();
    if (left <= ADVISORY_MS && now() >= notBefore) {
      notBefore = now() + RETRY_MS;
      renew().catch(() => undefined); // The old ones still work; the next call after RETRY_MS tries again.
    }
    return settled;
  };
}
