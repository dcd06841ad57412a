import { randomUUID } from 'node:crypto';
import type { Content, Message, SendEmailRequest, SendEmailResponse } from '@aws-sdk/client-sesv2';
import { AwsError, type Operation } from '../../../service.ts';
import { bareAddress, identitiesFor } from '../address.ts';
import { badRequest, notBuilt } from '../errors.ts';
import { publishEvents } from '../events/publish-events.ts';
import { findConfigurationSet, type Identity, type SesState, type StoredEmail } from '../state.ts';

const MAX_RECIPIENTS = 50;
/** Kept for the inbox; older ones go so that a long run does not fill the memory. */
const KEPT_EMAILS = 20_000;

function simpleContent(input: SendEmailRequest): Message {
  const { Simple: simple, Raw: raw, Template: template } = input.Content ?? {};
  if (raw !== undefined) throw notBuilt('SendEmail with Content.Raw (use Content.Simple)');
  if (template !== undefined) throw notBuilt('SendEmail with Content.Template (use Content.Simple)');
  if (simple === undefined) throw badRequest('Content must have one of Simple, Raw and Template.');
  if (simple.Subject?.Data === undefined) throw badRequest('Missing required field: Subject.');
  if (simple.Body?.Text === undefined && simple.Body?.Html === undefined) {
    throw badRequest('Body must have Text, Html or both.');
  }
  if (simple.Attachments !== undefined && simple.Attachments.length > 0) {
    throw notBuilt('SendEmail with attachments');
  }
  return simple;
}

function assertVerified(state: SesState, from: string): Identity {
  const address = bareAddress(from);
  const identity = identitiesFor(address).flatMap((name) => state.identities.get(name) ?? [])[0];
  if (identity !== undefined) return identity;
  throw new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${state.environment.region.toUpperCase()}: ${address}`,
  );
}

function recipients(input: SendEmailRequest): Pick<StoredEmail, 'to' | 'cc' | 'bcc'> {
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = input.Destination ?? {};
  const all = [...to, ...cc, ...bcc];
  if (all.length === 0) throw badRequest('Destination must have at least one address.');
  if (all.length > MAX_RECIPIENTS) {
    throw badRequest(`Recipient count exceeds ${MAX_RECIPIENTS}: ${all.length}.`);
  }
  for (const address of all) bareAddress(address);
  return { to, cc, bcc };
}

function tagsOf(input: SendEmailRequest): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const { Name: name = '', Value: value = '' } of input.EmailTags ?? []) {
    if (!/^[\w-]{1,255}$/.test(name) || !/^[\w.@-]{1,255}$/.test(value)) {
      throw badRequest(
        `Tag '${name}' is invalid: names and values take ASCII letters, digits, - and _ (values . and @).`,
      );
    }
    tags[name] = value;
  }
  return tags;
}

/** The role, or `root`. */
const callerOf = (arn: string): string => /assumed-role\/([^/]+)/.exec(arn)?.[1] ?? 'root';
const text = (content: Content | undefined): string | undefined => content?.Data;

/** Stores the email for the inbox. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export const sendEmail =
  (state: SesState): Operation<SendEmailRequest, SendEmailResponse> =>
  (input, { principal }) => {
    const message = simpleContent(input);
    const from = input.FromEmailAddress;
    if (from === undefined || from === '') throw badRequest('FromEmailAddress is missing.');
    const to = recipients(input);
    const tags = tagsOf(input);
    const identity = assertVerified(state, from);
    const setName = input.ConfigurationSetName ?? identity.configurationSet;
    const set = setName === undefined ? undefined : findConfigurationSet(state, setName);
    if (set?.sendingEnabled === false)
      throw new AwsError('SendingPausedException', `Sending is paused for configuration set <${set.name}>.`);
    const now = state.clock.now();
    const id = `01000${now.toString(16)}-${randomUUID()}-000000`;
    const email: StoredEmail = {
      id,
      from,
      ...to,
      replyTo: input.ReplyToAddresses ?? [],
      subject: message.Subject?.Data ?? '',
      text: text(message.Body?.Text),
      html: text(message.Body?.Html),
      headers: Object.fromEntries(
        (message.Headers ?? []).map((header) => [header.Name ?? '', header.Value ?? '']),
      ),
      tags,
      time: new Date(now).toISOString(),
    };
    state.emails.push(email);
    if (set) publishEvents(state, set, email, callerOf(principal.arn));
    for (const [name, value] of Object.entries(tags)) {
      const counts = state.sentByTag.get(name) ?? new Map<string, number>();
      state.sentByTag.set(name, counts.set(value, (counts.get(value) ?? 0) + 1));
    }
    // In one go now and then: taking one from the front moves all the others.
    if (state.emails.length >= 1.1 * KEPT_EMAILS) state.emails.splice(0, state.emails.length - KEPT_EMAILS);
    return { MessageId: id };
  };
