import {
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { inTurn, type Inventory, item } from '../item.ts';

export const ses: Inventory = async (options) => {
  const client = new SESv2Client(options);
  const { EmailIdentities = [] } = await client.send(new ListEmailIdentitiesCommand({}));
  const { ConfigurationSets = [] } = await client.send(new ListConfigurationSetsCommand({}));
  return [
    ...(await inTurn(EmailIdentities, async ({ IdentityName: EmailIdentity }) => {
      const { Tags } = await client.send(new GetEmailIdentityCommand({ EmailIdentity }));
      return item('ses', 'identity', EmailIdentity, { Tags });
    })),
    ...(await inTurn(ConfigurationSets, async (ConfigurationSetName) => {
      const set = await client.send(new GetConfigurationSetCommand({ ConfigurationSetName }));
      const { EventDestinations } = await client.send(
        new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }),
      );
      return item('ses', 'configuration-set', ConfigurationSetName, { ...set, EventDestinations });
    })),
  ];
};
