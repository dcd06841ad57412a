import { CreateDomainNameCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateSecurityGroupCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import { environmentNames, tagsFor } from '@phaseline/model';
import type { Clients } from '@phaseline/reconciler';

/** What another environment has: ids that nobody chose, known by their tags. */
export interface Theirs {
  readonly environment: string;
  readonly api: string;
  readonly mapping: string;
  readonly group: string;
  readonly vpc: string;
  readonly domain: string;
  readonly zone: string;
}

/**
 * Finds an environment's API and mapping, and gives it a security group and a domain name.
 * @param root clients of somebody who may do everything
 * @param certificateArn the domain's
 */
export async function theirsIn(
  environment: string,
  root: Clients,
  { zone, domain, certificateArn }: { zone: string; domain: string; certificateArn: string },
): Promise<Theirs> {
  const names = environmentNames(environment);
  const tags = { ...tagsFor('order-system', environment) };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { Items = [] } = await root.apiGateway.send(new GetApisCommand({}));
  const { EventSourceMappings = [] } = await root.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: `${names.function('email-service')}:live` }),
  );
  const { Vpcs = [] } = await root.ec2.send(new DescribeVpcsCommand({}));
  const vpc = must(Vpcs[0]?.VpcId);
  const { GroupId } = await root.ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: `theirs-${environment}`,
      Description: 'theirs',
      VpcId: vpc,
      TagSpecifications: [{ ResourceType: 'security-group', Tags }],
    }),
  );
  await root.apiGateway.send(
    new CreateDomainNameCommand({
      DomainName: domain,
      DomainNameConfigurations: [{ CertificateArn: certificateArn }],
      Tags: tags,
    }),
  );
  const { HostedZones = [] } = await root.route53.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  return {
    environment,
    api: must(Items.find(({ Name }) => Name === names.httpApi)?.ApiId),
    mapping: must(EventSourceMappings[0]?.UUID),
    group: must(GroupId),
    vpc,
    domain,
    zone: must(HostedZones[0]?.Id),
  };
}

function must(value: string | undefined): string {
  if (value === undefined) throw new Error('the other environment is not all there');
  return value;
}
