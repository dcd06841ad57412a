import type { PullRequest, RepositoryApi } from './github.ts';

/** The numbers of the open pull requests of branches of this repository that want a preview. */
export async function wantedPreviews(api: RepositoryApi, label: string): Promise<Set<number>> {
  const open = await api.list<PullRequest>('/pulls?state=open');
  return new Set(open.filter((pull) => whyNotWanted(pull, label) === undefined).map(({ number }) => number));
}

/** Why a pull request gets no preview; undefined when it does. Pure. */
export function whyNotWanted(
  { state, labels, head }: PullRequest,
  label: string,
  repository = process.env['GITHUB_REPOSITORY'],
): string | undefined {
  if (state !== 'open') return `it is ${state}`;
  if (head.repo?.full_name !== repository)
    return `its branch is in ${head.repo?.full_name ?? 'a fork that is gone'}`;
  if (!labels.some(({ name }) => name === label)) return `it has no label ${label}`;
  return undefined;
}
