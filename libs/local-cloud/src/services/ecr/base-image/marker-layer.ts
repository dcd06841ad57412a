import { packLayer } from './pack-layer.ts';

/** A tiny layer: the process runtime supplies Node itself, so there is nothing to carry but the word of it. */
export function markerLayer(): Promise<Buffer> {
  return packLayer([
    { path: 'etc/', mode: 0o755 },
    {
      path: 'etc/os-release',
      mode: 0o644,
      content: 'ID=phaseline-process-runtime\nNAME="Node.js of the machine that runs the task"\n',
    },
    { path: 'home/', mode: 0o755 },
    { path: 'home/nonroot/', mode: 0o700, owner: 65_532 },
    { path: 'tmp/', mode: 0o1777 },
  ]);
}
