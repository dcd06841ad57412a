import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LocalCloud } from '@phaseline/local-cloud';

/** Where the local cloud answers for names: the stand-in for DNS. */
export interface Names {
  /** For requests that say in Host which name they are for. */
  readonly url: string;
  /** What a program needs in its environment to reach names as they are, by HTTPS. */
  readonly env: Readonly<Record<string, string>>;
}

/** @param trusted the file of further authorities that this machine's programs trust, such as its own for a registry */
export async function findNames(
  cloud: Pick<LocalCloud, 'url'>,
  trusted = process.env['NODE_EXTRA_CA_CERTS'],
): Promise<Names> {
  const response = await fetch(`${cloud.url}/_cloud/fronts`);
  const { url, certificateAuthority } = (await response.json()) as {
    url: string;
    certificateAuthority: string;
  };
  const authorities = trusted ? await joined(certificateAuthority, trusted) : certificateAuthority;
  // https://nodejs.org/api/cli.html#node_use_env_proxy1
  const env = { HTTPS_PROXY: url, NODE_USE_ENV_PROXY: '1', NODE_EXTRA_CA_CERTS: authorities };
  return { url, env };
}

/** A file with both: Node reads one alone. One that cannot be read Node does without, and so does this. */
async function joined(certificateAuthority: string, trusted: string): Promise<string> {
  const file = join(dirname(certificateAuthority), 'certificate-authorities.pem');
  const texts = [
    await readFile(certificateAuthority, 'utf8'),
    await readFile(trusted, 'utf8').catch(() => ''),
  ];
  await writeFile(file, texts.join('\n'));
  return file;
}
