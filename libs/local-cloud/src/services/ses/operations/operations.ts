import type { SesState } from '../state.ts';
import {
  createConfigurationSet,
  deleteConfigurationSet,
  getConfigurationSet,
  listConfigurationSets,
} from './configuration-sets.ts';
import { createEmailIdentity } from './create-email-identity.ts';
import { deleteEmailIdentity, getEmailIdentity, listEmailIdentities } from './email-identities.ts';
import {
  createEventDestination,
  deleteEventDestination,
  getEventDestinations,
  updateEventDestination,
} from './event-destinations.ts';
import { getAccount } from './get-account.ts';
import { sendEmail } from './send-email.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** The operations of SES v2 that this cloud has, by API name. */
export const createOperations = (state: SesState) => ({
  CreateConfigurationSet: createConfigurationSet(state),
  CreateConfigurationSetEventDestination: createEventDestination(state),
  CreateEmailIdentity: createEmailIdentity(state),
  DeleteConfigurationSet: deleteConfigurationSet(state),
  DeleteConfigurationSetEventDestination: deleteEventDestination(state),
  DeleteEmailIdentity: deleteEmailIdentity(state),
  GetAccount: getAccount(state),
  GetConfigurationSet: getConfigurationSet(state),
  GetConfigurationSetEventDestinations: getEventDestinations(state),
  GetEmailIdentity: getEmailIdentity(state),
  ListConfigurationSets: listConfigurationSets(state),
  ListEmailIdentities: listEmailIdentities(state),
  ListTagsForResource: listTagsForResource(state),
  SendEmail: sendEmail(state),
  TagResource: tagResource(state),
  UntagResource: untagResource(state),
  UpdateConfigurationSetEventDestination: updateEventDestination(state),
});
