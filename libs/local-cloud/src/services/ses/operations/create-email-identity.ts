import type { CreateEmailIdentityRequest, CreateEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import { AwsError, type Operation } from '../../../service.ts';
import { bareAddress } from '../address.ts';
import { badRequest } from '../errors.ts';
import type { SesState } from '../state.ts';
import { mergeTags } from '../tags.ts';
import { dkimAttributes } from './show-identity.ts';

const DOMAIN = /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

/** Verified at once: nobody here can click a link or publish a DNS record. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
export const createEmailIdentity =
  (state: SesState): Operation<CreateEmailIdentityRequest, CreateEmailIdentityResponse> =>
  (input) => {
    const name = (input.EmailIdentity ?? '').toLowerCase();
    const isAddress = name.includes('@');
    if (isAddress) bareAddress(name);
    else if (!DOMAIN.test(name)) throw badRequest(`Invalid email identity: ${input.EmailIdentity}`);
    if (state.identities.has(name)) {
      throw new AwsError('AlreadyExistsException', `Email identity ${input.EmailIdentity} already exist.`);
    }
    const tags = new Map<string, string>();
    mergeTags(tags, input.Tags);
    const type = isAddress ? 'EMAIL_ADDRESS' : 'DOMAIN';
    const identity = { name, type, tags, configurationSet: input.ConfigurationSetName } as const;
    state.identities.set(name, identity);
    return {
      IdentityType: type,
      VerifiedForSendingStatus: true,
      DkimAttributes: dkimAttributes(identity),
    };
  };
