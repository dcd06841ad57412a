import type {
  CreateConfigurationSetEventDestinationRequest,
  DeleteConfigurationSetEventDestinationRequest,
  EventDestinationDefinition,
  EventType,
  GetConfigurationSetEventDestinationsRequest,
  GetConfigurationSetEventDestinationsResponse,
  UpdateConfigurationSetEventDestinationRequest,
} from '@aws-sdk/client-sesv2';
import { AwsError, type Operation } from '../../../service.ts';
import { badRequest, notBuilt } from '../errors.ts';
import { findConfigurationSet, type EventDestination, type SesState } from '../state.ts';

/** Of one configuration set. */
const MOST_DESTINATIONS = 10;

const eventTypes: readonly EventType[] = [
  'BOUNCE',
  'CLICK',
  'COMPLAINT',
  'DELIVERY',
  'DELIVERY_DELAY',
  'OPEN',
  'REJECT',
  'RENDERING_FAILURE',
  'SEND',
  'SUBSCRIPTION',
];

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSetEventDestination.html */
export const createEventDestination =
  (state: SesState): Operation<CreateConfigurationSetEventDestinationRequest, object> =>
  ({ ConfigurationSetName, EventDestinationName: name = '', EventDestination: definition }) => {
    const { destinations } = findConfigurationSet(state, ConfigurationSetName);
    if (!/^[\w-]{1,64}$/.test(name))
      throw badRequest(`Invalid event destination name <${name}>: letters, digits, - and _, at most 64.`);
    if (destinations.has(name))
      throw new AwsError('AlreadyExistsException', `Event destination <${name}> already exists.`);
    if (destinations.size >= MOST_DESTINATIONS)
      throw new AwsError(
        'LimitExceededException',
        `A configuration set takes ${MOST_DESTINATIONS} event destinations.`,
      );
    destinations.set(name, read(state, name, definition));
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateConfigurationSetEventDestination.html */
export const updateEventDestination =
  (state: SesState): Operation<UpdateConfigurationSetEventDestinationRequest, object> =>
  ({ ConfigurationSetName, EventDestinationName, EventDestination: definition }) => {
    const { destinations } = findConfigurationSet(state, ConfigurationSetName);
    const name = mustHave(destinations, EventDestinationName);
    destinations.set(name, read(state, name, definition));
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSetEventDestination.html */
export const deleteEventDestination =
  (state: SesState): Operation<DeleteConfigurationSetEventDestinationRequest, object> =>
  ({ ConfigurationSetName, EventDestinationName }) => {
    const { destinations } = findConfigurationSet(state, ConfigurationSetName);
    destinations.delete(mustHave(destinations, EventDestinationName));
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSetEventDestinations.html */
export const getEventDestinations =
  (
    state: SesState,
  ): Operation<GetConfigurationSetEventDestinationsRequest, GetConfigurationSetEventDestinationsResponse> =>
  ({ ConfigurationSetName }) => ({
    EventDestinations: [...findConfigurationSet(state, ConfigurationSetName).destinations.values()].map(
      ({ name, enabled, eventTypes: types, eventBusArn }) => ({
        Name: name,
        Enabled: enabled,
        MatchingEventTypes: [...types],
        EventBridgeDestination: { EventBusArn: eventBusArn },
      }),
    ),
  });

function mustHave(destinations: ReadonlyMap<string, EventDestination>, name = ''): string {
  if (!destinations.has(name))
    throw new AwsError('NotFoundException', `Event destination <${name}> does not exist.`);
  return name;
}

function read(
  { environment }: SesState,
  name: string,
  definition: EventDestinationDefinition = {},
): EventDestination {
  const { Enabled, MatchingEventTypes: types = [], EventBridgeDestination, ...others } = definition;
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  if (other) throw notBuilt(`An event destination with ${other[0]} (use EventBridgeDestination)`);
  if (EventBridgeDestination === undefined) throw badRequest('An event destination needs a destination.');
  if (types.length === 0) throw badRequest('MatchingEventTypes must not be empty.');
  const unknown = types.find((type) => !eventTypes.includes(type));
  if (unknown !== undefined) throw badRequest(`Unknown event type ${unknown}.`);
  const { EventBusArn: eventBusArn = '' } = EventBridgeDestination;
  const bus = `arn:aws:events:${environment.region}:${environment.account}:event-bus/default`;
  if (eventBusArn !== bus)
    throw badRequest(`Only the default event bus is supported, ${bus}; found ${eventBusArn}.`);
  return { name, enabled: Enabled ?? false, eventTypes: types, eventBusArn };
}
