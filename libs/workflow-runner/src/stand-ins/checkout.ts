import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

const other = 'the workspace is the folder that was given; nothing else is checked out here';

export const checkout: StandInAction = {
  repository: 'actions/checkout',
  summary:
    'The workspace is the given folder as it is, uncommitted changes included. Nothing is fetched; ref may be that of the run or the default branch, which are that folder too.',
  inputs: {
    repository: { unsupported: other },
    path: { unsupported: other },
    ref: {},
    'sparse-checkout': { unsupported: other },
    'sparse-checkout-cone-mode': { unsupported: other },
    submodules: {},
    lfs: {},
    'fetch-depth': {},
    'fetch-tags': {},
    filter: {},
    'show-progress': {},
    clean: {},
    'persist-credentials': {},
    'set-safe-directory': {},
  },
  run: async ({ job, inputs, sink }) => {
    const ref = inputs['ref'] ?? '';
    const {
      sha = '',
      ref: runRef = '',
      event,
    } = job.contexts['github'] as Record<string, string> & {
      event: { repository?: { default_branch?: string } };
    };
    const own = ['', sha, runRef, event.repository?.default_branch];
    if (!own.includes(ref)) {
      throw new StepFailure(`ref '${ref}' is not what this run is about (${runRef}, ${sha}); ${other}`);
    }
    if (!/^(false|0|)$/.test(inputs['fetch-depth'] ?? '1') && inputs['submodules'] === 'recursive') {
      sink.line('Submodules are as they are in the workspace.');
    }
    sink.line(`Stand-in for actions/checkout: the workspace is ${job.run.workspace}`);
  },
};
