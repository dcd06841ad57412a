import type { ListOpenIDConnectProvidersResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import type { Iam } from '../records.ts';

export const listOpenIDConnectProviders =
  (iam: Iam): Operation<object, ListOpenIDConnectProvidersResponse> =>
  () => ({ OpenIDConnectProviderList: [...iam.providers.keys()].map((Arn) => ({ Arn })) });
