import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import type { OpenIdConnectProviderResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, touches } from '../engine/kind.ts';

/** An identity provider. An account has one per issuer, which others may use too: their audiences stay. */
export const openIdConnectProvider: Kind<OpenIdConnectProviderResource> = {
  async read({ arn, audience }, { clients: { iam }, options }) {
    const found = await orAbsent(
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }), options),
      'NoSuchEntity',
    );
    if (!found?.Url) return undefined;
    const { ClientIDList = [], Tags } = found;
    return {
      state: { audiences: ClientIDList.filter((id) => id === audience) },
      tags: fromTagList(Tags),
      outputs: { arn },
    };
  },

  want: ({ audience }) => ({ audiences: [audience] }),

  async apply({ arn, url, audience, tags }, { observed, changes }, { clients: { iam }, options }) {
    const OpenIDConnectProviderArn = arn;
    if (!observed) {
      // No thumbprint: AWS trusts GitHub's certificate by its own list of authorities.
      await iam.send(
        new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: [audience], Tags: toTagList(tags) }),
        options,
      );
    }
    if (touches(changes, 'audiences')) {
      const ClientID = audience;
      await iam.send(
        new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID }),
        options,
      );
    }
    if (touches(changes, 'tags')) {
      await iam.send(
        new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: toTagList(tags) }),
        options,
      );
    }
    return { arn };
  },

  async remove({ arn }, _observed, { clients: { iam }, options }) {
    await orAbsent(
      iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }), options),
      'NoSuchEntity',
    );
  },
};
