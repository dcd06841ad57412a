import { randomUUID } from 'node:crypto';
import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { checkBus, type EventBridgeState } from '../state.ts';
import { deliver } from '../targets/deliver.ts';
import { wholeSeconds } from '../whole-seconds.ts';

const MOST_ENTRIES = 10;

/** Those that cannot be taken fail alone. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents =
  (state: EventBridgeState): Operation<PutEventsRequest, PutEventsResponse> =>
  ({ Entries = [] }) => {
    if (Entries.length < 1 || Entries.length > MOST_ENTRIES)
      throw validation(
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length from 1 to ${MOST_ENTRIES}`,
      );
    const answers = Entries.map((entry) => take(state, entry));
    return { Entries: answers, FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length };
  };

function take(state: EventBridgeState, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const { Source: source, DetailType: type, Detail: text, Resources = [], Time, EventBusName } = entry;
  checkBus(state, EventBusName);
  const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
  if (!source || !type || !text)
    return refuse('InvalidArgument', 'Parameters Source, DetailType and Detail are required.');
  if (source.startsWith('aws.'))
    return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = readObject(text);
  if (detail === undefined) return refuse('MalformedDetail', 'Detail is malformed.');
  const { account, region } = state.environment;
  const id = randomUUID();
  const time = wholeSeconds(Time?.getTime() ?? state.clock.now());
  const event = {
    version: '0',
    id,
    'detail-type': type,
    source,
    account,
    time,
    region,
    resources: Resources,
    detail,
  } as const;
  state.clock.after(0, () => deliver(state, event));
  return { EventId: id };
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // No JSON: as no object.
  }
  return undefined;
}
