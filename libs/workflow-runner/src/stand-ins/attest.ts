import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { predicateOf, type Predicate } from '../attest/predicate.ts';
import { subjectsOf } from '../attest/subjects.ts';
import type { Statement } from '../attest/statement.ts';
import { permissionLevel } from '../parser/read-permissions.ts';
import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

const unsigned = 'nothing is signed or pushed here';

export const attest: StandInAction = {
  repository: 'actions/attest',
  summary:
    'The in-toto statement is the real one (subjects with the digests of the files, SLSA provenance or the SBOM as predicate), in the run and at `bundle-path`; it is not signed, and no registry or attestations API hears of it. Fails without `id-token: write` and `attestations: write`.',
  inputs: {
    'subject-path': {},
    'subject-digest': {},
    'subject-name': {},
    'subject-checksums': { unsupported: 'name the subject by path or digest' },
    'subject-version': {},
    'sbom-path': {},
    'predicate-type': {},
    predicate: {},
    'predicate-path': {},
    'push-to-registry': { unsupported: unsigned },
    'create-storage-record': {},
    'show-summary': {},
    'github-token': {},
  },
  run: async ({ job, inputs, sink }) => {
    // As the action itself says it: Sigstore's certificate needs the token, the API the scope.
    if (job.tokens === undefined) {
      throw new StepFailure(
        'missing "id-token" permission. Please add "permissions: id-token: write" to your workflow.',
      );
    }
    if (job.permissions === undefined || permissionLevel(job.permissions, 'attestations') !== 'write') {
      throw new StepFailure(
        'Failed to persist attestation: Resource not accessible by integration (attestations: write)',
      );
    }
    const { workspace } = job.run;
    const predicate: Predicate = predicateOf(inputs, workspace, job.contexts['github']);
    const statement: Statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: subjectsOf(inputs, workspace),
      predicateType: predicate.type,
      predicate: predicate.params,
    };
    job.run.attestations.push(statement);
    const path = join(job.temp, `attestation-${job.run.attestations.length}.json`);
    writeFileSync(path, `${JSON.stringify(statement)}\n`);
    sink.setOutput('bundle-path', path);
    for (const { name, digest } of statement.subject)
      sink.line(
        `Stand-in for actions/attest: ${predicate.type} of ${name}@sha256:${digest.sha256}, unsigned`,
      );
  },
};
