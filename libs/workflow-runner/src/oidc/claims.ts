import type { Json } from '../expressions/json.ts';

/** The issuer whose tokens AWS is told to trust. */
export const issuer = 'https://token.actions.githubusercontent.com';

/** GitHub's own life of a token, in seconds. */
const lifeSeconds = 300;

export interface TokenSubject {
  readonly github: { readonly [key: string]: Json };
  /** The deployment environment that the job names. */
  readonly environment: string | undefined;
  /** The workflow file that the job stands in, which is not that of the run when it was called. */
  readonly jobWorkflow: string;
  /**
   * Owner and repository with their numeric ids, as in repositories created or renamed since 2026-07-15.
   * https://docs.github.com/actions/reference/security/oidc
   */
  readonly immutableSubject: boolean;
}

/**
 * The claims of the token that GitHub gives to a job. Pure.
 * https://docs.github.com/actions/reference/security/oidc#oidc-token-claims
 */
export function tokenClaims(
  { github, environment, jobWorkflow, immutableSubject }: TokenSubject,
  { audience, id, now }: { audience: string; id: string; now: number },
): Record<string, string | number> {
  const text = (name: string): string => textOf(github[name]);
  const repository = immutableSubject
    ? `${text('repository_owner')}@${text('repository_owner_id')}/${text('repository').split('/')[1]}@${text('repository_id')}`
    : text('repository');
  const copied = ['actor', 'actor_id', 'base_ref', 'event_name', 'head_ref', 'ref', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'run_attempt', 'run_id', 'run_number', 'sha', 'workflow', 'workflow_ref', 'workflow_sha']; // prettier-ignore
  const seconds = Math.floor(now / 1000);
  return {
    ...Object.fromEntries(copied.map((name) => [name, text(name)])),
    iss: issuer,
    aud: audience,
    sub: `repo:${repository}:${about(github, environment)}`,
    jti: id,
    iat: seconds,
    nbf: seconds,
    exp: seconds + lifeSeconds,
    ...(environment === undefined ? {} : { environment }),
    job_workflow_ref: `${text('repository')}/${jobWorkflow}@${text('ref')}`,
    job_workflow_sha: text('sha'),
    ref_protected: String(github['ref_protected'] === true),
    repository_visibility: 'private',
    runner_environment: 'self-hosted',
  };
}

function about(github: TokenSubject['github'], environment: string | undefined): string {
  if (environment !== undefined) return `environment:${environment}`;
  if (github['event_name'] === 'pull_request') return 'pull_request';
  return `ref:${textOf(github['ref'])}`;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
