import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operation } from '../../../service.ts';
import type { Sts } from '../sts.ts';

export const getCallerIdentity =
  (sts: Sts): Operation<object, GetCallerIdentityResponse> =>
  (_input, { principal }) => {
    const session = sts.sessions.get(principal.accessKeyId ?? '');
    return { Account: sts.account, Arn: principal.arn, UserId: session?.userId ?? sts.account };
  };
