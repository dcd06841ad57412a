import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  TagResourceCommand,
} from '@aws-sdk/client-sesv2';
import { arnsIn, type EmailIdentityResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import type { Kind, KindScope } from '../engine/kind.ts';

/** The SES identity that mail is sent from. One of the address's whole domain serves as well and is left as it is. */
export const emailIdentity: Kind<EmailIdentityResource> = {
  async read(resource, scope) {
    const { address, tags } = resource;
    const found = await get(address, scope);
    if (found) {
      return { state: {}, tags: fromTagList(found.Tags), outputs: { identity: address } };
    }
    const domain = address.slice(address.lastIndexOf('@') + 1);
    const ofDomain = await get(domain, scope);
    return ofDomain?.VerifiedForSendingStatus
      ? { state: {}, tags, outputs: { identity: domain } }
      : undefined;
  },

  want: () => ({}),

  async apply(resource, { observed }, { clients: { ses }, options, place, note }) {
    const { address, tags } = resource;
    if (observed) {
      const ResourceArn = arnsIn(place).identity(address);
      await ses.send(new TagResourceCommand({ ResourceArn, Tags: toTagList(tags) }), options);
      return observed.outputs;
    }
    const { VerifiedForSendingStatus } = await ses.send(
      new CreateEmailIdentityCommand({ EmailIdentity: address, Tags: toTagList(tags) }),
      options,
    );
    if (!VerifiedForSendingStatus) {
      note(
        resource,
        `SES has mailed ${address} a link: nothing is sent from it before somebody follows that`,
      );
    }
    return { identity: address };
  },

  async remove({ address }, { outputs }, { clients: { ses }, options }) {
    if (outputs['identity'] !== address) return;
    await orAbsent(ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: address }), options), 'NotFound');
  },
};

async function get(EmailIdentity: string, { clients: { ses }, options }: KindScope) {
  return await orAbsent(ses.send(new GetEmailIdentityCommand({ EmailIdentity }), options), 'NotFound');
}
