import type { PullRequest, RepositoryApi } from '../github.ts';
import type { CommentInputs } from './inputs.ts';

/**
 * The pull request that is meant: by its number, or the open one whose branch is at the commit that was run, in the very repository.
 * @returns undefined when there is none, or when the branch has moved on
 */
export async function findPull(api: RepositoryApi, pull: CommentInputs['pull']): Promise<number | undefined> {
  if ('number' in pull) return pull.number;
  const { repository, branch, sha } = pull;
  const head = encodeURIComponent(`${repository.split('/')[0]}:${branch}`);
  const open = await api.list<PullRequest>(`/pulls?state=open&head=${head}`);
  return open.find((found) => found.head.sha === sha && found.head.repo?.full_name === repository)?.number;
}
