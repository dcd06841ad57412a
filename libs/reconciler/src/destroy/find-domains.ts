import { GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { type Domain, tagKeys } from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';

/** The domains that an environment has, by the tags of their names at API Gateway, which are there in every phase. Reads only. */
export async function findDomains(
  environment: string,
  { clients, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<Domain[]> {
  const found: Domain[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.apiGateway.send(
      new GetDomainNamesCommand(NextToken === undefined ? {} : { NextToken }),
      options,
    );
    for (const { DomainName: name = '', Tags = {}, DomainNameConfigurations = [] } of page.Items ?? []) {
      if (Tags[tagKeys.environment] !== environment) continue;
      found.push({ name, certificateArn: DomainNameConfigurations[0]?.CertificateArn ?? '' });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
