import type {
  DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findPolicy, findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const putRolePermissionsBoundary =
  (iam: Iam): Operation<PutRolePermissionsBoundaryRequest, void> =>
  ({ RoleName, PermissionsBoundary }) => {
    findRole(iam, RoleName).boundaryArn = findPolicy(iam, PermissionsBoundary).arn;
  };

export const deleteRolePermissionsBoundary =
  (iam: Iam): Operation<DeleteRolePermissionsBoundaryRequest, void> =>
  ({ RoleName }) => {
    findRole(iam, RoleName).boundaryArn = undefined;
  };
