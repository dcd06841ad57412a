import { type AwsPlace, partitionOf } from '../arns.ts';
import type { PolicyDocument, PolicyStatement } from '../policy.ts';
import type { ManagedPolicyResource } from '../resource-pipeline.ts';
import type { Resource } from '../resource.ts';
import { resourceId } from '../resources/scope.ts';
import { defaultSystem, tagsFor } from '../tags.ts';
import { workloadBoundary } from './boundary.ts';
import { deployClaims, deployContexts, deployStatements } from './deploy-role.ts';
import { mailEventsPolicy, mailEventsPolicyName } from './mail-events.ts';
import { packPolicies } from './pack.ts';
import { planContexts, planStatements } from './plan-role.ts';
import { previewContexts, previewStatements } from './preview-role.ts';
import { reachOf } from './reach.ts';
import { sweepContexts, sweepStatements } from './sweep-role.ts';
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
  return { ...Object.fromEntries(roles), AWS_PERMISSIONS_BOUNDARY_ARN: policyArn(place, boundaryName) };
}

const boundaryName = 'phaseline-workload-boundary';

function policyArn({ account, region }: AwsPlace, name: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:policy/${name}`;
}

/**
 * Everything an account needs once, so that the workflows of one repository can work in it: GitHub's identity provider, the boundary of
 * the components' roles, what lets SES's events into log groups, and a role for each thing that workflows do. Pure.
 * @throws RangeError for a bad environment name, or one that previews have
 */
export function pipelineResources(rights: PipelineRights): Resource[] {
  const { place, repository, environments, system = defaultSystem } = rights;
  const preview = environments.find((name) => name.startsWith('pr-'));
  if (preview !== undefined)
    throw new RangeError(`environment ${preview} is a preview: its role is preview, not deploy`);
  const tags = tagsFor(system);
  const common = { dependsOn: [] as string[], stage: 'provision', spine: false, tags } as const;
  const provider = resourceId('openIdConnectProvider', gitHubIssuer);
  const boundary = policyArn(place, boundaryName);
  const trust = (contexts: readonly string[], claims = {}) =>
    gitHubTrust(place, repository, contexts, claims);
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
      kind: 'logResourcePolicy',
      id: resourceId('logResourcePolicy', mailEventsPolicyName),
      name: mailEventsPolicyName,
      policy: mailEventsPolicy(place),
    },
    managedPolicy(boundaryName, workloadBoundary(reachOf(place, environments))),
    ...role('plan', trust(planContexts), planStatements(rights)),
    ...role('deploy', trust(deployContexts(rights), deployClaims), deployStatements(rights, boundary)),
    ...role('preview', trust(previewContexts), previewStatements(rights, boundary)),
    ...role('sweep', trust(sweepContexts), sweepStatements(rights)),
  ];

  function role(
    which: PipelineRole,
    trusted: PolicyDocument,
    statements: readonly PolicyStatement[],
  ): Resource[] {
    const name = pipelineRoleName(which);
    const policies = packPolicies(statements).map((document, index) =>
      managedPolicy(`${name}-${index + 1}`, document),
    );
    return [
      ...policies,
      {
        ...common,
        kind: 'role',
        id: resourceId('role', name),
        name,
        trust: trusted,
        managedPolicyArns: policies.map(({ arn }) => arn),
        onlyThesePolicies: true,
        dependsOn: [provider, ...policies.map(({ id }) => id)],
      },
    ];
  }

  function managedPolicy(name: string, document: PolicyDocument): ManagedPolicyResource {
    return {
      ...common,
      kind: 'managedPolicy',
      id: resourceId('managedPolicy', name),
      name,
      arn: policyArn(place, name),
      policy: document,
    };
  }
}
