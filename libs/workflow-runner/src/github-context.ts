import type { Json } from './expressions/json.ts';
import type { Workflow } from './model.ts';
import type { EventContext } from './triggers/event-payload.ts';
import type { GitState } from './triggers/git-state.ts';

/**
 * The `github` context of a run. `token` is that of a secret GITHUB_TOKEN; with a local GitHub each job gets its own.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function gitHubContext(
  workflow: Workflow,
  eventName: string,
  event: EventContext,
  git: GitState,
  options: {
    readonly actor: string;
    readonly apiUrl: string;
    readonly token: string;
    readonly workspace: string;
    readonly runId: string;
  },
): { readonly [key: string]: Json } {
  const [owner = ''] = git.repository.split('/');
  const [, kind = '', refName = event.ref] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(event.ref) ?? [];
  return {
    actor: options.actor,
    actor_id: '1',
    api_url: options.apiUrl,
    base_ref: event.baseRef,
    event: event.payload,
    event_name: eventName,
    graphql_url: 'https://api.github.com/graphql',
    head_ref: event.headRef,
    ref: event.ref,
    ref_name: refName,
    ref_protected: false,
    ref_type: kind === 'tags' ? 'tag' : 'branch',
    repository: git.repository,
    repository_id: '1',
    repository_owner: owner,
    repository_owner_id: '1',
    repositoryUrl: `git://github.com/${git.repository}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: options.runId,
    run_number: '1',
    server_url: 'https://github.com',
    sha: event.sha,
    token: options.token,
    triggering_actor: options.actor,
    workflow: workflow.name,
    workflow_ref: `${git.repository}/${workflow.path}@${event.ref}`,
    workflow_sha: event.sha,
    workspace: options.workspace,
  };
}
