import { ListRulesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-eventbridge';
import { GetConfigurationSetCommand, ListConfigurationSetsCommand } from '@aws-sdk/client-sesv2';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** Configuration sets of SES; their event destinations go with them. */
export const configurationSets: Lister = async ({ clients: { ses }, options }) => {
  const names = await everyPage(
    async (NextToken) => await ses.send(new ListConfigurationSetsCommand({ NextToken }), options),
    ({ ConfigurationSets, NextToken }) => [ConfigurationSets, NextToken],
  );
  return names.map((name) => ({
    kind: 'configurationSet',
    name,
    tags: async () =>
      fromTagList(
        (await ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: name }), options)).Tags,
      ),
    remove: removeAs('configurationSet', name),
  }));
};

/** Rules of EventBridge's default bus, with their targets. */
export const eventRules: Lister = async ({ clients: { events }, options }) => {
  const rules = await everyPage(
    async (NextToken) => await events.send(new ListRulesCommand({ NextToken }), options),
    ({ Rules, NextToken }) => [Rules, NextToken],
  );
  return rules.map(({ Name: name = '', Arn: ResourceARN }) => ({
    kind: 'eventRule',
    name,
    tags: async () =>
      fromTagList((await events.send(new ListTagsForResourceCommand({ ResourceARN }), options)).Tags),
    remove: removeAs('eventRule', name),
  }));
};
