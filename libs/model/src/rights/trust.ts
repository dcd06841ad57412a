import { partitionOf, type AwsPlace } from '../arns.ts';
import { type PolicyDocument, policy } from '../policy.ts';

/** A repository on GitHub. */
export interface GitHubRepository {
  readonly owner: string;
  readonly name: string;
  /** Numeric ids, as GitHub's API gives them: `sub` has them in repositories created or renamed since 2026-07-15. */
  readonly ids?: { readonly owner: number; readonly repository: number } | undefined;
}

export const gitHubIssuer = 'token.actions.githubusercontent.com';

/** The ARN of GitHub's identity provider in an account. */
export function gitHubProviderArn({ account, region }: AwsPlace): string {
  return `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${gitHubIssuer}`;
}

/**
 * Who may take a role: jobs of one repository whose token is about one of `contexts`, in either form of `sub`.
 * @param contexts `environment:production`, `pull_request`, `ref:refs/heads/main`
 * @param claims more claims that must be so, e.g. `{ ref: 'refs/heads/main' }`
 */
export function gitHubTrust(
  place: AwsPlace,
  repository: GitHubRepository,
  contexts: readonly string[],
  claims: Readonly<Record<string, string>> = {},
): PolicyDocument {
  const { owner, name, ids } = repository;
  const forms = [`${owner}/${name}`, ...(ids ? [`${owner}@${ids.owner}/${name}@${ids.repository}`] : [])];
  const keys = { aud: 'sts.amazonaws.com', ...claims };
  return policy({
    Effect: 'Allow',
    Principal: { Federated: gitHubProviderArn(place) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${gitHubIssuer}:${key}`, value])),
        [`${gitHubIssuer}:sub`]: forms.flatMap((form) =>
          contexts.map((context) => `repo:${form}:${context}`),
        ),
      },
    },
  });
}
