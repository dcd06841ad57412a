import type { LocalCloud } from '@phaseline/local-cloud';

/** Where the local cloud answers for names: the stand-in for DNS. */
export interface Names {
  /** For requests that say in Host which name they are for. */
  readonly url: string;
  /** What a program needs in its environment to reach names as they are, by HTTPS. */
  readonly env: Readonly<Record<string, string>>;
}

export async function findNames(cloud: LocalCloud): Promise<Names> {
  const response = await fetch(`${cloud.url}/_cloud/fronts`);
  const { url, certificateAuthority } = (await response.json()) as {
    url: string;
    certificateAuthority: string;
  };
  // https://nodejs.org/api/cli.html#node_use_env_proxy1
  const env = { HTTPS_PROXY: url, NODE_USE_ENV_PROXY: '1', NODE_EXTRA_CA_CERTS: certificateAuthority };
  return { url, env };
}
