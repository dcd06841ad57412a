/** A user and password for one registry, e.g. `AWS` and an ECR authorization token. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** Gives them when they are wanted. */
export type AskCredentials = () => Promise<RegistryCredentials>;

/**
 * Answers a registry's 401 challenge with the Authorization header to send next.
 *
 * Basic is answered from the credentials; Bearer by a token from the challenge's realm, anonymous without credentials.
 *
 * @param challenge the `WWW-Authenticate` header.
 * @throws Error when the challenge cannot be answered, naming the registry and what is missing.
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function answerChallenge(
  challenge: string,
  registry: string,
  askCredentials: AskCredentials | undefined,
  signal?: AbortSignal,
): Promise<string> {
  const [, scheme = '', parameters = ''] = /^(\w+)\s*(.*)$/s.exec(challenge) ?? [];
  const credentials = await askCredentials?.();
  const basic =
    credentials &&
    `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  if (scheme.toLowerCase() === 'basic') {
    if (basic === undefined)
      throw new Error(`Registry ${registry} asks for a user and password and none was given`);
    return basic;
  }
  if (scheme.toLowerCase() !== 'bearer') {
    throw new Error(`Registry ${registry} asks for "${challenge}"; expected a Basic or Bearer challenge`);
  }
  const values = Object.fromEntries(
    [...parameters.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const url = new URL(values['realm'] ?? '');
  for (const name of ['service', 'scope']) if (values[name]) url.searchParams.set(name, values[name]);
  const response = await fetch(url, {
    headers: basic === undefined ? {} : { authorization: basic },
    ...(signal && { signal }),
  });
  if (!response.ok)
    throw new Error(`Registry ${registry}: its token service ${url.host} answered ${response.status}`);
  const body = (await response.json()) as { token?: string; access_token?: string };
  const token = body.token ?? body.access_token;
  if (token === undefined)
    throw new Error(`Registry ${registry}: its token service ${url.host} sent no token`);
  return `Bearer ${token}`;
}
