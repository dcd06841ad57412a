import type {
  AddClientIDToOpenIDConnectProviderRequest,
  DeleteOpenIDConnectProviderRequest,
  RemoveClientIDFromOpenIDConnectProviderRequest,
  TagOpenIDConnectProviderRequest,
  UntagOpenIDConnectProviderRequest,
  UpdateOpenIDConnectProviderThumbprintRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findProvider } from '../find.ts';
import type { Iam } from '../records.ts';
import { addTags, removeTags } from '../tags.ts';

/** Deleting one that is gone is no error. */
export const deleteOpenIDConnectProvider =
  (iam: Iam): Operation<DeleteOpenIDConnectProviderRequest, void> =>
  ({ OpenIDConnectProviderArn = '' }) =>
    void iam.providers.delete(OpenIDConnectProviderArn);

export const updateOpenIDConnectProviderThumbprint =
  (iam: Iam): Operation<UpdateOpenIDConnectProviderThumbprintRequest, void> =>
  ({ OpenIDConnectProviderArn, ThumbprintList = [] }) => {
    findProvider(iam, OpenIDConnectProviderArn).thumbprints = [...ThumbprintList];
  };

export const addClientIDToOpenIDConnectProvider =
  (iam: Iam): Operation<AddClientIDToOpenIDConnectProviderRequest, void> =>
  ({ OpenIDConnectProviderArn, ClientID = '' }) => {
    const provider = findProvider(iam, OpenIDConnectProviderArn);
    provider.clientIds = [...new Set([...provider.clientIds, ClientID])];
  };

export const removeClientIDFromOpenIDConnectProvider =
  (iam: Iam): Operation<RemoveClientIDFromOpenIDConnectProviderRequest, void> =>
  ({ OpenIDConnectProviderArn, ClientID }) => {
    const provider = findProvider(iam, OpenIDConnectProviderArn);
    provider.clientIds = provider.clientIds.filter((id) => id !== ClientID);
  };

export const tagOpenIDConnectProvider =
  (iam: Iam): Operation<TagOpenIDConnectProviderRequest, void> =>
  ({ OpenIDConnectProviderArn, Tags }) =>
    addTags(findProvider(iam, OpenIDConnectProviderArn).tags, Tags);

export const untagOpenIDConnectProvider =
  (iam: Iam): Operation<UntagOpenIDConnectProviderRequest, void> =>
  ({ OpenIDConnectProviderArn, TagKeys }) =>
    removeTags(findProvider(iam, OpenIDConnectProviderArn).tags, TagKeys);
