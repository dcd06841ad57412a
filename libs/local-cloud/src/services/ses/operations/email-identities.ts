import type {
  DeleteEmailIdentityRequest,
  GetEmailIdentityRequest,
  GetEmailIdentityResponse,
  ListEmailIdentitiesRequest,
  ListEmailIdentitiesResponse,
} from '@aws-sdk/client-sesv2';
import type { Operation } from '../../../service.ts';
import { paginate } from '../paginate.ts';
import { findIdentity, showTags, type SesState } from '../state.ts';
import { dkimAttributes } from './show-identity.ts';

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export const getEmailIdentity =
  (state: SesState): Operation<GetEmailIdentityRequest, GetEmailIdentityResponse> =>
  (input) => {
    const identity = findIdentity(state, input.EmailIdentity);
    return {
      IdentityType: identity.type,
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      DkimAttributes: dkimAttributes(identity),
      MailFromAttributes: {
        MailFromDomain: '',
        MailFromDomainStatus: undefined,
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
      Policies: {},
      Tags: showTags(identity.tags),
      ConfigurationSetName: identity.configurationSet,
    };
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html */
export const deleteEmailIdentity =
  (state: SesState): Operation<DeleteEmailIdentityRequest, object> =>
  (input) => {
    state.identities.delete(findIdentity(state, input.EmailIdentity).name);
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
export const listEmailIdentities =
  (state: SesState): Operation<ListEmailIdentitiesRequest, ListEmailIdentitiesResponse> =>
  (input) => {
    const all = [...state.identities.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { page, NextToken } = paginate(all, input);
    return {
      EmailIdentities: page.map(({ name, type }) => ({
        IdentityName: name,
        IdentityType: type,
        SendingEnabled: true,
        VerificationStatus: 'SUCCESS' as const,
      })),
      NextToken,
    };
  };
