import type { EventType } from '@aws-sdk/client-sesv2';
import { bareAddress, identitiesFor } from '../address.ts';
import { configurationSetArn, type ConfigurationSet, type SesState, type StoredEmail } from '../state.ts';

/** SES tells of what it has taken a moment after it has answered. */
const SOON_MS = 100;

/** How EventBridge names each type, and what its detail calls it. */
const names: Readonly<Partial<Record<EventType, readonly [detailType: string, eventType: string]>>> = {
  SEND: ['Email Sent', 'Send'],
  DELIVERY: ['Email Delivered', 'Delivery'],
  BOUNCE: ['Email Bounced', 'Bounce'],
  COMPLAINT: ['Email Complaint Received', 'Complaint'],
};

/**
 * What becomes of a mail, as its configuration set wants to be told: sent, then delivered, or what the address of SES's mailbox simulator
 * stands for. https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function publishEvents(
  state: SesState,
  set: ConfigurationSet,
  email: StoredEmail,
  caller: string,
): void {
  const destinations = [...set.destinations.values()].filter(({ enabled }) => enabled);
  const wanted = typesOf(email).filter((type) =>
    destinations.some(({ eventTypes }) => eventTypes.includes(type)),
  );
  if (wanted.length === 0) return;
  const mail = mailOf(state, set, email, caller);
  // A timer, and nobody's request: what SES has taken it tells, whoever asked for it and is gone.
  state.clock.after(SOON_MS, () => {
    for (const type of wanted) {
      const [detailType, eventType] = names[type] ?? [];
      if (detailType === undefined || eventType === undefined) continue;
      state.publish({
        'detail-type': detailType,
        source: 'aws.ses',
        resources: [configurationSetArn(state, set.name)],
        detail: { eventType, mail, [eventType.toLowerCase()]: outcomeOf(type, email) },
      });
    }
  });
}

function typesOf({ to }: StoredEmail): readonly EventType[] {
  const simulated = to.map((address) => bareAddress(address).toLowerCase());
  if (simulated.includes('bounce@simulator.amazonses.com')) return ['SEND', 'BOUNCE'];
  if (simulated.includes('complaint@simulator.amazonses.com')) return ['SEND', 'DELIVERY', 'COMPLAINT'];
  return ['SEND', 'DELIVERY'];
}

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
function outcomeOf(type: EventType, { id, to, time }: StoredEmail): object {
  const recipients = to.map((address) => ({ emailAddress: bareAddress(address) }));
  if (type === 'SEND') return {};
  if (type === 'DELIVERY')
    return {
      timestamp: time,
      processingTimeMillis: SOON_MS,
      recipients: to.map(bareAddress),
      smtpResponse: '250 OK',
    };
  const feedback = { feedbackId: `${id}-feedback`, timestamp: time };
  return type === 'BOUNCE'
    ? { ...feedback, bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: recipients }
    : { ...feedback, complaintFeedbackType: 'abuse', complainedRecipients: recipients };
}

function mailOf(state: SesState, set: ConfigurationSet, email: StoredEmail, caller: string): object {
  const { account, region } = state.environment;
  const { id, from, to, cc, bcc, subject, tags, time } = email;
  const address = bareAddress(from);
  const identity = identitiesFor(address).find((name) => state.identities.has(name)) ?? address;
  const own = Object.entries(tags).map(([name, value]) => [name, [value]]);
  return {
    timestamp: time,
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${identity}`,
    sendingAccountId: account,
    messageId: id,
    destination: [...to, ...cc, ...bcc].map(bareAddress),
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: to.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [from], to, messageId: id, subject },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': [set.name],
      'ses:from-domain': [address.slice(address.indexOf('@') + 1)],
      'ses:caller-identity': [caller],
      ...Object.fromEntries(own),
    },
  };
}
