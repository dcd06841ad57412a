import type { SesState } from '../state.ts';
import { createEmailIdentity } from './create-email-identity.ts';
import { deleteEmailIdentity, getEmailIdentity, listEmailIdentities } from './email-identities.ts';
import { getAccount } from './get-account.ts';
import { sendEmail } from './send-email.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** The operations of SES v2 that this cloud has, by API name. */
export const createOperations = (state: SesState) => ({
  CreateEmailIdentity: createEmailIdentity(state),
  DeleteEmailIdentity: deleteEmailIdentity(state),
  GetAccount: getAccount(state),
  GetEmailIdentity: getEmailIdentity(state),
  ListEmailIdentities: listEmailIdentities(state),
  ListTagsForResource: listTagsForResource(state),
  SendEmail: sendEmail(state),
  TagResource: tagResource(state),
  UntagResource: untagResource(state),
});
