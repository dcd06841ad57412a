import { createHash } from 'node:crypto';
import type { DkimAttributes } from '@aws-sdk/client-sesv2';
import type { Identity } from '../state.ts';

/** DKIM is offered for domains only; the tokens are stable so that a second read is equal to the first. */
export function dkimAttributes(identity: Pick<Identity, 'name' | 'type'>): DkimAttributes {
  const isDomain = identity.type === 'DOMAIN';
  const tokens = ['1', '2', '3'].map((n) =>
    createHash('sha256').update(`${n}.${identity.name}`).digest('hex').slice(0, 32),
  );
  return {
    SigningEnabled: isDomain,
    Status: isDomain ? 'SUCCESS' : 'NOT_STARTED',
    SigningAttributesOrigin: 'AWS_SES',
    ...(isDomain && { Tokens: tokens }),
  };
}
