import type { GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findProvider } from '../find.ts';
import type { Iam } from '../records.ts';
import { showTags } from '../tags.ts';

export const getOpenIDConnectProvider =
  (iam: Iam): Operation<GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse> =>
  ({ OpenIDConnectProviderArn }) => {
    const { url, clientIds, thumbprints, createdAt, tags } = findProvider(iam, OpenIDConnectProviderArn);
    return {
      Url: url,
      ClientIDList: clientIds,
      ThumbprintList: thumbprints,
      CreateDate: new Date(createdAt),
      Tags: showTags(tags),
    };
  };
