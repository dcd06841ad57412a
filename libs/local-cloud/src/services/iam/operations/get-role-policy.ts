import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const getRolePolicy =
  (iam: Iam): Operation<GetRolePolicyRequest, GetRolePolicyResponse> =>
  ({ RoleName, PolicyName = '' }) => {
    const document = findRole(iam, RoleName).inline.get(PolicyName);
    if (document === undefined)
      throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  };
