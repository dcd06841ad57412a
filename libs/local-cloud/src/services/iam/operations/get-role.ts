import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';
import { showRole } from '../show.ts';

export const getRole =
  (iam: Iam): Operation<GetRoleRequest, GetRoleResponse> =>
  ({ RoleName }) => ({ Role: showRole(findRole(iam, RoleName)) });
