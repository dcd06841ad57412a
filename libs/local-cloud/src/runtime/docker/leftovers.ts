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

/** Removes what clouds left behind that were killed. */
export async function removeLeftovers(engine: Engine): Promise<void> {
  const filters = `filters=${encodeURIComponent(JSON.stringify({ label: [OWNER] }))}`;
  const isLeft = ({ Labels }: { Labels: Record<string, string> }) => !isAlive(Number(Labels[OWNER]));
  const containers = await engine.call<{ Id: string; Labels: Record<string, string> }[]>(
    'GET',
    `/containers/json?all=1&${filters}`,
  );
  for (const { Id } of containers.filter(isLeft))
    await engine.call('DELETE', `/containers/${Id}?force=1&v=1`, { accept: [404, 409] });
  const networks = await engine.call<{ Id: string; Labels: Record<string, string> }[]>(
    'GET',
    `/networks?${filters}`,
  );
  for (const { Id } of networks.filter(isLeft))
    await engine.call('DELETE', `/networks/${Id}`, { accept: [403, 404] });
}
