/** The REST API of the repository that a workflow runs in, with the token of its job. */
export interface RepositoryApi {
  /** @throws Error naming the request and what GitHub answered, with the permission that it needs where it says so. */
  send<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T>;
  /** Every item of every page. */
  list<T>(path: string): Promise<T[]>;
}

/** A pull request, as far as we look at it. https://docs.github.com/rest/pulls/pulls */
export interface PullRequest {
  readonly number: number;
  readonly state: string;
  readonly labels: readonly { readonly name: string }[];
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    /** Null when the fork is gone. */
    readonly repo: { readonly full_name: string } | null;
  };
}

/** Reads `GITHUB_API_URL` and `GITHUB_REPOSITORY`, which every step has. */
export function repositoryApi(token: string, signal: AbortSignal): RepositoryApi {
  const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = process.env;
  const base = `${api}/repos/${repository}`;
  const request = async (method: string, url: string, body?: object): Promise<Response> => {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
    if (response.ok) return response;
    const needs = response.headers.get('x-accepted-github-permissions');
    throw new Error(
      `GitHub refuses ${method} ${url}: ${response.status} ${await response.text()}${needs ? ` (needs ${needs})` : ''}`,
    );
  };
  return {
    send: async <T>(method: string, path: string, body?: object) =>
      (await (await request(method, `${base}${path}`, body)).json()) as T,
    async list<T>(path: string) {
      const items: T[] = [];
      let next: string | undefined = `${base}${path}${path.includes('?') ? '&' : '?'}per_page=100`;
      while (next !== undefined) {
        const response: Response = await request('GET', next);
        items.push(...((await response.json()) as T[]));
        next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      }
      return items;
    },
  };
}
