import type { PermissionLog } from '../../control/permission-log.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { PolicyDocument } from '../../policy/index.ts';
import type { Service } from '../../service.ts';
import { defaultDocument, findPolicy } from './find.ts';
import { createOperations } from './operations/operations.ts';
import { parseOnce } from './parse-once.ts';
import { permits } from './permits.ts';
import type { Iam, OidcProvider, Role } from './records.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';

/** A role as those see it who assume it and judge what it may do. */
export interface RoleView {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly trust: PolicyDocument;
  /** Managed and inline policies, as they are now. */
  readonly policies: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
}

export interface IamService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** The role of an ARN, path included; undefined when there is none. */
  roleByArn(arn: string): RoleView | undefined;
  /** Whether a role may do it now, for services that act with roles: {@link permits}. */
  permits(roleArn: string, action: string, resource: string): boolean;
  /** Notes that a role's credentials were used, for GetRole. */
  markUsed(roleArn: string): void;
  /** The identity provider of an issuer, e.g. `https://token.actions.githubusercontent.com`. */
  providerOf(issuer: string): OidcProvider | undefined;
}

/**
 * Identity and Access Management: roles, policies, identity providers. Users and groups are not built.
 * @param asked Where it is noted what services ask of a role.
 */
export function createIamService(
  environment: CloudEnvironment,
  asked?: Pick<PermissionLog, 'add'>,
): IamService {
  const iam: Iam = {
    account: environment.account,
    roles: new Map(),
    policies: new Map(),
    providers: new Map(),
    parsed: parseOnce,
  };
  const byArn = (arn: string): Role | undefined => {
    const role = iam.roles.get(arn.slice(arn.lastIndexOf('/') + 1));
    return role?.arn === arn ? role : undefined;
  };
  const managed = (arn: string): PolicyDocument => iam.parsed(defaultDocument(findPolicy(iam, arn)));
  const view = (arn: string): RoleView | undefined => {
    const role = byArn(arn);
    if (role === undefined) return undefined;
    const { name, id, maxSessionDuration, trust, attached, inline, boundaryArn } = role;
    return {
      name,
      arn,
      id,
      maxSessionDuration,
      trust: iam.parsed(trust),
      policies: [...[...attached].map(managed), ...[...inline.values()].map((text) => iam.parsed(text))],
      boundary: boundaryArn === undefined ? undefined : managed(boundaryArn),
    };
  };
  return {
    signingName: 'iam',
    operations: createOperations(iam),
    roleByArn: view,
    permits: (roleArn, action, resource) => permits(view(roleArn), { action, resource }, environment, asked),
    markUsed(roleArn) {
      const role = byArn(roleArn);
      const now = Date.now();
      // To the minute: the state would change with every call else.
      if (role && now - Date.parse(role.lastUsedAt ?? '1970-01-01') > 60_000)
        role.lastUsedAt = new Date(now).toISOString();
    },
    providerOf: (issuer) =>
      iam.providers.get(`arn:aws:iam::${iam.account}:oidc-provider/${issuer.replace(/^https:\/\//, '')}`),
    snapshot: () => takeSnapshot(iam),
    restore: (snapshot) => restoreSnapshot(iam, snapshot as Snapshot),
  };
}
