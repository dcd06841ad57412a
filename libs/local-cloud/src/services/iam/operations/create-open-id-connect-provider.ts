import type {
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { alreadyExists, invalidInput, validationError } from '../errors.ts';
import type { Iam, OidcProvider } from '../records.ts';
import { addTags, showTags } from '../tags.ts';

export const createOpenIDConnectProvider =
  (iam: Iam): Operation<CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse> =>
  ({ Url = '', ClientIDList = [], ThumbprintList = [], Tags }) => {
    if (!/^https:\/\/[^\s?#]+$/.test(Url))
      throw validationError(
        `Invalid Open ID Connect Provider URL: it must begin with https://; found '${Url}'`,
      );
    const bad = ThumbprintList.find((print) => !/^[0-9a-f]{40}$/i.test(print));
    if (bad !== undefined) throw invalidInput(`Thumbprint '${bad}' must be 40 hex digits.`);
    const url = Url.slice('https://'.length).replace(/\/$/, '');
    const arn = `arn:aws:iam::${iam.account}:oidc-provider/${url}`;
    if (iam.providers.has(arn)) throw alreadyExists(`Provider with url ${Url} already exists.`);
    const provider: OidcProvider = {
      arn,
      url,
      createdAt: new Date().toISOString(),
      clientIds: [...ClientIDList],
      thumbprints: [...ThumbprintList],
      tags: new Map(),
    };
    addTags(provider.tags, Tags);
    iam.providers.set(arn, provider);
    return { OpenIDConnectProviderArn: arn, Tags: showTags(provider.tags) };
  };
