import type { Iam } from '../records.ts';
import { attachRolePolicy } from './attach-role-policy.ts';
import * as provider from './change-open-id-connect-provider.ts';
import { createOpenIDConnectProvider } from './create-open-id-connect-provider.ts';
import { createPolicy } from './create-policy.ts';
import { createRole } from './create-role.ts';
import { createServiceLinkedRole } from './create-service-linked-role.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteRolePolicy } from './delete-role-policy.ts';
import { deleteRole } from './delete-role.ts';
import { detachRolePolicy } from './detach-role-policy.ts';
import { getOpenIDConnectProvider } from './get-open-id-connect-provider.ts';
import { getPolicy } from './get-policy.ts';
import { getRolePolicy } from './get-role-policy.ts';
import { getRole } from './get-role.ts';
import { listAttachedRolePolicies } from './list-attached-role-policies.ts';
import { listEntitiesForPolicy } from './list-entities-for-policy.ts';
import { listInstanceProfilesForRole } from './list-instance-profiles-for-role.ts';
import { listOpenIDConnectProviders } from './list-open-id-connect-providers.ts';
import { listPolicies } from './list-policies.ts';
import { listRolePolicies } from './list-role-policies.ts';
import { listRoles } from './list-roles.ts';
import { listPolicyTags, tagPolicy, untagPolicy } from './policy-tags.ts';
import * as version from './policy-versions.ts';
import { putRolePolicy } from './put-role-policy.ts';
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './role-permissions-boundary.ts';
import { listRoleTags, tagRole, untagRole } from './role-tags.ts';
import { updateAssumeRolePolicy } from './update-assume-role-policy.ts';
import { updateRole } from './update-role.ts';

export const createOperations = (iam: Iam) => ({
  AddClientIDToOpenIDConnectProvider: provider.addClientIDToOpenIDConnectProvider(iam),
  AttachRolePolicy: attachRolePolicy(iam),
  CreateOpenIDConnectProvider: createOpenIDConnectProvider(iam),
  CreatePolicy: createPolicy(iam),
  CreatePolicyVersion: version.createPolicyVersion(iam),
  CreateRole: createRole(iam),
  CreateServiceLinkedRole: createServiceLinkedRole(iam),
  DeleteOpenIDConnectProvider: provider.deleteOpenIDConnectProvider(iam),
  DeletePolicy: deletePolicy(iam),
  DeletePolicyVersion: version.deletePolicyVersion(iam),
  DeleteRole: deleteRole(iam),
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(iam),
  DeleteRolePolicy: deleteRolePolicy(iam),
  DetachRolePolicy: detachRolePolicy(iam),
  GetOpenIDConnectProvider: getOpenIDConnectProvider(iam),
  GetPolicy: getPolicy(iam),
  GetPolicyVersion: version.getPolicyVersion(iam),
  GetRole: getRole(iam),
  GetRolePolicy: getRolePolicy(iam),
  ListAttachedRolePolicies: listAttachedRolePolicies(iam),
  ListEntitiesForPolicy: listEntitiesForPolicy(iam),
  ListInstanceProfilesForRole: listInstanceProfilesForRole(iam),
  ListOpenIDConnectProviders: listOpenIDConnectProviders(iam),
  ListPolicies: listPolicies(iam),
  ListPolicyTags: listPolicyTags(iam),
  ListPolicyVersions: version.listPolicyVersions(iam),
  ListRolePolicies: listRolePolicies(iam),
  ListRoles: listRoles(iam),
  ListRoleTags: listRoleTags(iam),
  PutRolePermissionsBoundary: putRolePermissionsBoundary(iam),
  PutRolePolicy: putRolePolicy(iam),
  RemoveClientIDFromOpenIDConnectProvider: provider.removeClientIDFromOpenIDConnectProvider(iam),
  SetDefaultPolicyVersion: version.setDefaultPolicyVersion(iam),
  TagOpenIDConnectProvider: provider.tagOpenIDConnectProvider(iam),
  TagPolicy: tagPolicy(iam),
  TagRole: tagRole(iam),
  UntagOpenIDConnectProvider: provider.untagOpenIDConnectProvider(iam),
  UntagPolicy: untagPolicy(iam),
  UntagRole: untagRole(iam),
  UpdateAssumeRolePolicy: updateAssumeRolePolicy(iam),
  UpdateOpenIDConnectProviderThumbprint: provider.updateOpenIDConnectProviderThumbprint(iam),
  UpdateRole: updateRole(iam),
});
