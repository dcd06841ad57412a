import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, matchesGlob, resolve } from 'node:path';
import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

const otherRun = 'only artifacts of this run can be downloaded here';

export const downloadArtifact: StandInAction = {
  repository: 'actions/download-artifact',
  summary: 'Real, on disk: copies what upload-artifact put into the artifacts folder of this run.',
  inputs: {
    name: {},
    path: {},
    pattern: {},
    'merge-multiple': {},
    'artifact-ids': { unsupported: 'name the artifact' },
    'github-token': { unsupported: otherRun },
    repository: { unsupported: otherRun },
    'run-id': { unsupported: otherRun },
  },
  run: async ({ job, inputs, sink }) => {
    const target = resolve(job.run.workspace, inputs['path'] ?? '');
    const { artifacts } = job.run;
    const all = existsSync(artifacts) ? readdirSync(artifacts).sort() : [];
    const name = inputs['name'] ?? '';
    const chosen = name === '' ? all.filter((each) => matchesGlob(each, inputs['pattern'] || '*')) : [name];
    if (name !== '' && !all.includes(name)) {
      throw new StepFailure(`Artifact not found for name: ${name}; this run has ${all.join(', ') || 'none'}`);
    }
    for (const each of chosen) {
      const folder = name !== '' || inputs['merge-multiple'] === 'true' ? target : join(target, each);
      mkdirSync(folder, { recursive: true });
      cpSync(join(artifacts, each), folder, { recursive: true });
    }
    sink.setOutput('download-path', target);
    sink.line(`Stand-in for actions/download-artifact: ${chosen.length} artifact(s) to ${target}`);
  },
};
