import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Json } from '../expressions/json.ts';
import { StepFailure } from '../steps/job-runtime.ts';

/** What is said of the subjects. */
export interface Predicate {
  readonly type: string;
  readonly params: Json;
}

/**
 * The predicate that the inputs of actions/attest ask for: the SBOM, one of their own, else the provenance of this run.
 * @throws StepFailure as the action does for an SBOM that is none, and for a predicate without its type
 */
export function predicateOf(
  inputs: Readonly<Record<string, string>>,
  workspace: string,
  github: Json | undefined,
): Predicate {
  const {
    'sbom-path': sbom = '',
    'predicate-type': type = '',
    predicate = '',
    'predicate-path': path = '',
  } = inputs;
  if (sbom !== '') {
    if (type !== '' || predicate !== '' || path !== '')
      throw new StepFailure(
        'sbom-path cannot be used together with predicate-type, predicate, or predicate-path',
      );
    return sbomPredicate(readJson(sbom, workspace, 'SBOM file not found'));
  }
  if (type === '') return provenance(github as Readonly<Record<string, string>>);
  if ((predicate === '') === (path === ''))
    throw new StepFailure('One of predicate-path or predicate must be provided');
  return {
    type,
    params:
      path === '' ? (JSON.parse(predicate) as Json) : readJson(path, workspace, 'predicate file not found'),
  };
}

function readJson(path: string, workspace: string, missing: string): Json {
  const file = resolve(workspace, path);
  if (!existsSync(file)) throw new StepFailure(missing);
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}

function sbomPredicate(sbom: Json): Predicate {
  const { spdxVersion, SPDXID, bomFormat, serialNumber, specVersion } = sbom as Record<
    string,
    string | undefined
  >;
  if (spdxVersion && SPDXID)
    return { type: `https://spdx.dev/Document/v${spdxVersion.split('-')[1]}`, params: sbom };
  if (bomFormat && serialNumber && specVersion) return { type: 'https://cyclonedx.org/bom', params: sbom };
  throw new StepFailure('Unsupported SBOM format. Must be valid SPDX or CycloneDX JSON.');
}

/** https://slsa.dev/spec/v1.0/provenance, by https://actions.github.io/buildtypes/workflow/v1 as GitHub fills it in. */
function provenance(github: Readonly<Record<string, string>>): Predicate {
  const { server_url: server, repository, ref = '', sha = '', workflow_ref: workflowRef = '' } = github;
  const uri = `${server}/${repository}`;
  const path = workflowRef.split('@')[0]?.slice(`${repository}/`.length) ?? '';
  return {
    type: 'https://slsa.dev/provenance/v1',
    params: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref, repository: uri, path } },
        internalParameters: {
          github: {
            event_name: github['event_name'] ?? '',
            repository_id: github['repository_id'] ?? '',
            repository_owner_id: github['repository_owner_id'] ?? '',
            runner_environment: 'self-hosted',
          },
        },
        resolvedDependencies: [{ uri: `git+${uri}@${ref}`, digest: { gitCommit: sha } }],
      },
      runDetails: {
        builder: { id: `${server}/${workflowRef}` },
        metadata: {
          invocationId: `${uri}/actions/runs/${github['run_id']}/attempts/${github['run_attempt']}`,
        },
      },
    },
  };
}
