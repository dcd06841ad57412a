import type { Engine } from './engine.ts';

/** The label that carries the process id of the cloud a container or network belongs to. */
export const OWNER = 'phaseline.cloud.pid';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Labelled {
  readonly Id: string;
  readonly Labels: Record<string, string>;
}

/** Removes what clouds left behind that were killed. */
export async function removeLeftovers(engine: Engine): Promise<void> {
  const filters = `filters=${encodeURIComponent(JSON.stringify({ label: [OWNER] }))}`;
  const isLeft = ({ Labels }: { Labels: Record<string, string> }) => !isAlive(Number(Labels[OWNER]));
  const list = async <Item extends Labelled>(path: string) =>
    (await engine.call<Item[]>('GET', `${path}${filters}`)).filter(isLeft);
  for (const { Id, Image } of await list<Labelled & { Image: string }>('/containers/json?all=1&')) {
    await engine.call('DELETE', `/containers/${Id}?force=1&v=1`, { accept: [404, 409] });
    // Its registry ended with the cloud, so nothing can ask for it by this name again.
    await engine.call('DELETE', `/images/${Image}`, { accept: [404, 409] });
  }
  for (const { Id } of await list('/images/json?'))
    await engine.call('DELETE', `/images/${Id}`, { accept: [404, 409] });
  for (const { Id } of await list('/networks?'))
    await engine.call('DELETE', `/networks/${Id}`, { accept: [403, 404] });
}

/** Removes the images that came from a registry, whoever pulled or built them. */
export async function removeImagesOf(engine: Engine, registry: string): Promise<void> {
  const images = await engine.call<{ RepoTags?: string[] | null; RepoDigests?: string[] | null }[]>(
    'GET',
    '/images/json',
  );
  const names = images.flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])]);
  for (const name of names)
    if (name.startsWith(`${registry}/`) && !name.endsWith(':<none>'))
      await engine.call('DELETE', `/images/${name}`, { accept: [404, 409] });
}
