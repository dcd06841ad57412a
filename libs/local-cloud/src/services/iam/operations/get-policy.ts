import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findPolicy } from '../find.ts';
import type { Iam } from '../records.ts';
import { showPolicy } from '../show.ts';

export const getPolicy =
  (iam: Iam): Operation<GetPolicyRequest, GetPolicyResponse> =>
  ({ PolicyArn }) => ({ Policy: showPolicy(iam, findPolicy(iam, PolicyArn)) });
