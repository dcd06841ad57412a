import type { GetChangeRequest, GetChangeResponse } from '@aws-sdk/client-route-53';
import { AwsError, type Operation } from '../../../service.ts';
import { showChange } from '../change-info.ts';
import type { Dns } from '../model.ts';

export const getChange =
  (dns: Dns): Operation<GetChangeRequest, GetChangeResponse> =>
  ({ Id }) => {
    const change = dns.changes.get((Id ?? '').replace(/^\/change\//, ''));
    if (change === undefined) throw new AwsError('NoSuchChange', `Could not find resource with ID: ${Id}`);
    return { ChangeInfo: showChange(dns, change) };
  };
