import type { Policy, Role as ShownRole } from '@aws-sdk/client-iam';
import type { Iam, ManagedPolicy, Role } from './records.ts';
import { showTags } from './tags.ts';

/** A role as lists give it; documents are percent-encoded, as IAM answers them. */
export function listRole(role: Role): ShownRole {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
  };
}

/** A role as Create and Get give it: lists leave out the rest. */
export function showRole(role: Role): ShownRole {
  return {
    ...listRole(role),
    RoleLastUsed: role.lastUsedAt === undefined ? {} : { LastUsedDate: new Date(role.lastUsedAt) },
    ...(role.boundaryArn === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
            PermissionsBoundaryArn: role.boundaryArn,
          },
        }),
    ...(role.tags.size > 0 ? { Tags: showTags(role.tags) } : {}),
  };
}

/** A policy as lists give it. */
export function listPolicy(iam: Iam, policy: ManagedPolicy): Policy {
  const roles = [...iam.roles.values()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: roles.filter(({ attached }) => attached.has(policy.arn)).length,
    PermissionsBoundaryUsageCount: roles.filter(({ boundaryArn }) => boundaryArn === policy.arn).length,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}

export function showPolicy(iam: Iam, policy: ManagedPolicy): Policy {
  return {
    ...listPolicy(iam, policy),
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    Tags: showTags(policy.tags),
  };
}
