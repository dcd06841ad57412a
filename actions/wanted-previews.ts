import type { PullRequest, RepositoryApi } from './github.ts';

/** The numbers of the open pull requests of branches of this repository that want a preview. */
export async function wantedPreviews(api: RepositoryApi, label: string): Promise<Set<number>> {
  const open = await api.list<PullRequest>('/pulls?state=open');
  return new Set(open.filter((pull) => wantsPreview(pull, label)).map(({ number }) => number));
}

function wantsPreview({ state, labels, head }: PullRequest, label: string): boolean {
  const isOwn = head.repo?.full_name === process.env['GITHUB_REPOSITORY'];
  return state === 'open' && isOwn && labels.some(({ name }) => name === label);
}
