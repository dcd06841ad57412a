import type {
  DeleteEmailIdentityRequest,
  GetEmailIdentityRequest,
  GetEmailIdentityResponse,
  ListEmailIdentitiesRequest,
  ListEmailIdentitiesResponse,
} from '@aws-sdk/client-sesv2';
import { AwsError, type Operation } from '../../../service.ts';
import { badRequest } from '../errors.ts';
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
    const size = input.PageSize ?? 1000;
    if (size < 1 || size > 1000) throw badRequest(`PageSize must be from 1 to 1000, found ${size}.`);
    const start = Number(input.NextToken ?? 0);
    if (!Number.isInteger(start) || start < 0) {
      throw new AwsError('InvalidNextTokenException', 'The specified request includes an invalid token.');
    }
    const all = [...state.identities.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const end = start + size;
    return {
      EmailIdentities: all.slice(start, end).map(({ name, type }) => ({
        IdentityName: name,
        IdentityType: type,
        SendingEnabled: true,
        VerificationStatus: 'SUCCESS' as const,
      })),
      NextToken: end < all.length ? String(end) : undefined,
    };
  };
