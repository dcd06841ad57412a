import type { WorkflowRun } from '../events.ts';
import type { PullRequest, Records, WebhookEvent } from './records.ts';
import { showRepository, showUser } from './show.ts';

/**
 * What GitHub sends when a run for a pull request is over: `workflow_run` runs then, of the default branch, with what the run says of
 * itself. `pull_requests` is empty where the branch is a fork's, as on GitHub.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
 */
export function workflowRunEvent(
  records: Records,
  run: WorkflowRun,
  pull: PullRequest,
  path: string,
): WebhookEvent {
  const isFork = pull.head.repository !== records.repository;
  const id = 1_000 + pull.number;
  return {
    name: 'workflow_run',
    payload: {
      action: 'completed',
      workflow: { name: run.name, path },
      workflow_run: {
        id,
        name: run.name,
        path,
        event: run.event,
        status: 'completed',
        conclusion: run.conclusion,
        head_branch: pull.head.ref,
        head_sha: pull.head.sha,
        head_repository: showRepository(pull.head.repository, records.repository),
        html_url: `https://github.com/${records.repository}/actions/runs/${id}`,
        pull_requests: isFork
          ? []
          : [{ number: pull.number, head: { ref: pull.head.ref, sha: pull.head.sha } }],
        actor: showUser(pull.user),
      },
      repository: showRepository(records.repository, records.repository),
      sender: showUser(pull.user),
    },
  };
}
