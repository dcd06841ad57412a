import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

export const setupNode: StandInAction = {
  repository: 'actions/setup-node',
  summary:
    'Nothing is downloaded: the Node that runs this is first in PATH. Fails when its major version is not the one asked for. No cache.',
  inputs: {
    'node-version': {},
    'node-version-file': {},
    architecture: { unsupported: 'the architecture is that of this machine' },
    'check-latest': {},
    'registry-url': { unsupported: 'registries are configured by npm itself here' },
    scope: { unsupported: 'registries are configured by npm itself here' },
    token: {},
    cache: {},
    'cache-dependency-path': {},
    'package-manager-cache': {},
  },
  run: async ({ job, inputs, sink }) => {
    const file = inputs['node-version-file'] ?? '';
    const wanted = inputs['node-version'] || (file === '' ? '' : versionIn(join(job.run.workspace, file)));
    const major = /^(?:v|node\/|[~^]|>=)?\s*(\d+)/.exec(wanted)?.[1];
    const mine = process.versions.node;
    const fits =
      major === undefined ||
      (wanted.startsWith('>=') ? Number.parseInt(mine, 10) >= Number(major) : mine.startsWith(`${major}.`));
    if (!fits)
      throw new StepFailure(
        `Node ${wanted} was asked for, but this is Node ${mine}: start the run with that Node`,
      );
    job.path.unshift(dirname(process.execPath));
    sink.setOutput('node-version', `v${mine}`);
    sink.setOutput('cache-hit', 'false');
    sink.line(`Stand-in for actions/setup-node: Node ${mine} of ${process.execPath}`);
  },
};

function versionIn(path: string): string {
  if (!existsSync(path)) throw new StepFailure(`node-version-file: there is no ${path}`);
  const text = readFileSync(path, 'utf8').trim();
  if (!path.endsWith('package.json')) return text;
  const manifest = JSON.parse(text) as { volta?: { node?: string }; engines?: { node?: string } };
  return manifest.volta?.node ?? manifest.engines?.node ?? '';
}
