import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkDocument, checkName } from '../check.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const putRolePolicy =
  (iam: Iam): Operation<PutRolePolicyRequest, void> =>
  ({ RoleName, PolicyName = '', PolicyDocument = '' }) => {
    const { inline } = findRole(iam, RoleName);
    checkName(PolicyName, 'policyName', 128);
    const others = [...inline].filter(([name]) => name !== PolicyName).map(([, text]) => text);
    const used = others.join('').replaceAll(/\s/g, '').length;
    checkDocument(PolicyDocument, 'identity', 10_240 - used, 'the inline policies of a role');
    inline.set(PolicyName, PolicyDocument);
  };
