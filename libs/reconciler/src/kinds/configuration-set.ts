import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  DeleteConfigurationSetCommand,
  type EventType,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  TagResourceCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-sesv2';
import { arnsIn, type ConfigurationSetResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, touches } from '../engine/kind.ts';

/** A configuration set of SES with one event destination of ours; others that somebody added stay. */
export const configurationSet: Kind<ConfigurationSetResource> = {
  async read({ name: ConfigurationSetName, eventDestination }, { clients: { ses }, options, place }) {
    const set = await orAbsent(
      ses.send(new GetConfigurationSetCommand({ ConfigurationSetName }), options),
      'NotFound',
    );
    if (!set) return undefined;
    const { EventDestinations = [] } = await ses.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }),
      options,
    );
    const ours = EventDestinations.find(({ Name }) => Name === eventDestination.name);
    return {
      state: {
        eventDestination: ours && {
          enabled: ours.Enabled ?? false,
          eventTypes: (ours.MatchingEventTypes ?? []).toSorted(),
          eventBusArn: ours.EventBridgeDestination?.EventBusArn,
        },
      },
      tags: fromTagList(set.Tags),
      outputs: { arn: arnsIn(place).configurationSet(ConfigurationSetName) },
    };
  },

  want: ({ eventDestination: { eventTypes, eventBusArn } }) => ({
    eventDestination: { enabled: true, eventTypes: eventTypes.toSorted(), eventBusArn },
  }),

  async apply(resource, { observed, changes }, { clients: { ses }, options, place }) {
    const { name: ConfigurationSetName, tags, eventDestination } = resource;
    const ResourceArn = arnsIn(place).configurationSet(ConfigurationSetName);
    const Tags = toTagList(tags);
    if (!observed) await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName, Tags }), options);
    if (touches(changes, 'tags')) await ses.send(new TagResourceCommand({ ResourceArn, Tags }), options);
    if (!observed || touches(changes, 'eventDestination')) {
      const input = {
        ConfigurationSetName,
        EventDestinationName: eventDestination.name,
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: eventDestination.eventTypes as EventType[],
          EventBridgeDestination: { EventBusArn: eventDestination.eventBusArn },
        },
      };
      if (observed?.state['eventDestination'])
        await ses.send(new UpdateConfigurationSetEventDestinationCommand(input), options);
      else {
        const create = new CreateConfigurationSetEventDestinationCommand(input);
        const made = await orAbsent(ses.send(create, options), 'AlreadyExists');
        // The answer to our own first attempt was lost, or a run beside ours was quicker.
        if (!made) await ses.send(new UpdateConfigurationSetEventDestinationCommand(input), options);
      }
    }
    return { arn: ResourceArn };
  },

  async remove({ name }, _observed, { clients: { ses }, options }) {
    await orAbsent(
      ses.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: name }), options),
      'NotFound',
    );
  },
};
