import { createInterface } from 'node:readline';
import { isOwnImage, type RegistryAccess } from '../image/registry-client.ts';
import { parseReference } from '../image/reference.ts';
import { ImagePullError, type ImageConfig, type PulledImage } from '../task-runtime.ts';
import type { Engine } from './engine.ts';

async function credentials(access: RegistryAccess): Promise<string> {
  const [username, password] = Buffer.from(await access.authorizationToken(), 'base64')
    .toString()
    .split(/:(.*)/s);
  const serveraddress = new URL(access.origin()).host;
  return Buffer.from(JSON.stringify({ username, password, serveraddress })).toString('base64url');
}

/** Has the engine pull an image. @throws ImagePullError in the words of ECS's agent. */
export async function pullWithEngine(
  engine: Engine,
  access: RegistryAccess,
  reference: string,
): Promise<PulledImage> {
  const isOwn = isOwnImage(access, reference);
  const { host, name, version } = parseReference(reference);
  // An image under ECR's real host name is in this cloud's registry.
  const repository = `${isOwn ? new URL(access.origin()).host : host}/${name}`;
  const query = new URLSearchParams({ fromImage: repository, tag: version });
  const failed = (cause: unknown) =>
    new ImagePullError(
      `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  try {
    const headers: Record<string, string> = isOwn ? { 'x-registry-auth': await credentials(access) } : {};
    const progress = await engine.stream('POST', `/images/create?${query.toString()}`, { headers });
    for await (const line of createInterface({ input: progress })) {
      const { error } = JSON.parse(line) as { error?: string };
      if (error !== undefined) throw new Error(error);
    }
    const local = version.startsWith('sha256:') ? `${repository}@${version}` : `${repository}:${version}`;
    const image = await engine.call<{ RepoDigests?: string[]; Config: ImageConfig }>(
      'GET',
      `/images/${local}/json`,
    );
    const digest =
      image.RepoDigests?.find((one) => one.startsWith(`${repository}@`))?.split('@')[1] ?? version;
    return { reference: local, digest, config: image.Config };
  } catch (error) {
    throw failed(error);
  }
}
