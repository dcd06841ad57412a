import type {
  CreateConfigurationSetRequest,
  DeleteConfigurationSetRequest,
  GetConfigurationSetRequest,
  GetConfigurationSetResponse,
  ListConfigurationSetsRequest,
  ListConfigurationSetsResponse,
} from '@aws-sdk/client-sesv2';
import { AwsError, type Operation } from '../../../service.ts';
import { badRequest, notBuilt } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { findConfigurationSet, showTags, type SesState } from '../state.ts';
import { mergeTags } from '../tags.ts';

const built = new Set(['ConfigurationSetName', 'Tags', 'SendingOptions']);

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
export const createConfigurationSet =
  (state: SesState): Operation<CreateConfigurationSetRequest, object> =>
  (input) => {
    const { ConfigurationSetName: name = '', Tags, SendingOptions } = input;
    if (!/^[\w-]{1,64}$/.test(name))
      throw badRequest(`Invalid configuration set name <${name}>: letters, digits, - and _, at most 64.`);
    const other = Object.entries(input).find(([key, value]) => value !== undefined && !built.has(key));
    if (other) throw notBuilt(`CreateConfigurationSet with ${other[0]}`);
    if (state.configurationSets.has(name))
      throw new AwsError('AlreadyExistsException', `Configuration set <${name}> already exists.`);
    const tags = new Map<string, string>();
    mergeTags(tags, Tags);
    const sendingEnabled = SendingOptions?.SendingEnabled ?? true;
    state.configurationSets.set(name, { name, tags, destinations: new Map(), sendingEnabled });
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html */
export const getConfigurationSet =
  (state: SesState): Operation<GetConfigurationSetRequest, GetConfigurationSetResponse> =>
  ({ ConfigurationSetName }) => {
    const { name, tags, sendingEnabled } = findConfigurationSet(state, ConfigurationSetName);
    return {
      ConfigurationSetName: name,
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
      ReputationOptions: { ReputationMetricsEnabled: false },
      SendingOptions: { SendingEnabled: sendingEnabled },
      Tags: showTags(tags),
    };
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListConfigurationSets.html */
export const listConfigurationSets =
  (state: SesState): Operation<ListConfigurationSetsRequest, ListConfigurationSetsResponse> =>
  (input) => {
    const { page, NextToken } = paginate([...state.configurationSets.keys()].sort(), input);
    return { ConfigurationSets: [...page], NextToken };
  };

/** Its event destinations go with it. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSet.html */
export const deleteConfigurationSet =
  (state: SesState): Operation<DeleteConfigurationSetRequest, object> =>
  ({ ConfigurationSetName }) => {
    state.configurationSets.delete(findConfigurationSet(state, ConfigurationSetName).name);
    return {};
  };
