import { type AwsPlace, partitionOf } from '../arns.ts';
import type { PolicyDocument } from '../policy.ts';
import type { Resource } from '../resource.ts';
import { resourceId } from '../resources/scope.ts';
import { defaultSystem, tagsFor } from '../tags.ts';
import { workloadBoundary } from './boundary.ts';
import { deployClaims, deployContexts, deployPolicies } from './deploy-role.ts';
import { planContexts, planPolicy } from './plan-role.ts';
import { previewContexts, previewPolicies } from './preview-role.ts';
import { reachOf } from './reach.ts';
import { sweepContexts, sweepPolicies } from './sweep-role.ts';
import { type GitHubRepository, gitHubIssuer, gitHubProviderArn, gitHubTrust } from './trust.ts';

/** Whose workflows may do what, and where. */
export interface PipelineRights {
  readonly place: AwsPlace;
  readonly repository: GitHubRepository;
  /** The environments that the deploy role may deploy to; previews are another role's. */
  readonly environments: readonly string[];
  /** The system's name in tags. */
  readonly system?: string | undefined;
}

/** What the workflows do, each with a role of its own. */
export const pipelineRoles = ['plan', 'deploy', 'preview', 'sweep'] as const;
export type PipelineRole = (typeof pipelineRoles)[number];

/** The role's name on AWS. */
export function pipelineRoleName(role: PipelineRole): string {
  return `phaseline-${role}`;
}

/** The repository variables that the workflows find their roles by. */
export function pipelineVariables(place: AwsPlace): Readonly<Record<string, string>> {
  const base = `arn:${partitionOf(place.region)}:iam::${place.account}:`;
  const roles = pipelineRoles.map((role) => [
    `AWS_${role.toUpperCase()}_ROLE_ARN`,
    `${base}role/${pipelineRoleName(role)}`,
  ]);
  return { ...Object.fromEntries(roles), AWS_PERMISSIONS_BOUNDARY_ARN: boundaryArn(place) };
}

const boundaryName = 'phaseline-workload-boundary';

function boundaryArn({ account, region }: AwsPlace): string {
  return `arn:${partitionOf(region)}:iam::${account}:policy/${boundaryName}`;
}

/**
 * Everything an account needs once, so that the workflows of one repository can work in it: GitHub's identity provider, the boundary of
 * the components' roles, and a role for each thing that workflows do. Pure.
 * @throws RangeError for a bad environment name, or one that previews have
 */
export function pipelineResources(rights: PipelineRights): Resource[] {
  const { place, repository, environments, system = defaultSystem } = rights;
  const preview = environments.find((name) => name.startsWith('pr-'));
  if (preview !== undefined) throw new RangeError(`environment ${preview} is a preview: its role is preview, not deploy`);
  const tags = tagsFor(system);
  const common = { dependsOn: [] as string[], stage: 'provision', spine: false, tags } as const;
  const provider = resourceId('openIdConnectProvider', gitHubIssuer);
  const boundary = boundaryArn(place);
  const trust = (contexts: readonly string[], claims = {}) => gitHubTrust(place, repository, contexts, claims);
  return [
    {
      ...common,
      kind: 'openIdConnectProvider',
      id: provider,
      name: gitHubIssuer,
      arn: gitHubProviderArn(place),
      url: `https://${gitHubIssuer}`,
      audience: 'sts.amazonaws.com',
    },
    {
      ...common,
      kind: 'managedPolicy',
      id: resourceId('managedPolicy', boundaryName),
      name: boundaryName,
      arn: boundary,
      policy: workloadBoundary(reachOf(place, environments)),
    },
    ...role('plan', trust(planContexts), { read: planPolicy(rights) }),
    ...role('deploy', trust(deployContexts(rights), deployClaims), deployPolicies(rights, boundary)),
    ...role('preview', trust(previewContexts), previewPolicies(rights, boundary)),
    ...role('sweep', trust(sweepContexts), sweepPolicies(rights)),
  ];

  function role(
    which: PipelineRole,
    trusted: PolicyDocument,
    policies: Readonly<Record<string, PolicyDocument>>,
  ): Resource[] {
    const name = pipelineRoleName(which);
    const id = resourceId('role', name);
    return [
      { ...common, kind: 'role', id, name, trust: trusted, managedPolicyArns: [], dependsOn: [provider] },
      ...Object.entries(policies).map(
        ([policyName, policy]): Resource => ({
          ...common,
          kind: 'rolePolicy',
          id: resourceId('rolePolicy', `${name}/${policyName}`),
          name: `${name}/${policyName}`,
          role: name,
          policyName,
          policy,
          dependsOn: [id],
        }),
      ),
    ];
  }
}
