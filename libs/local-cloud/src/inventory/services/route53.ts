import { paginateListHostedZones, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53'; // prettier-ignore
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const route53: Inventory = async (options) => {
  const client = new Route53Client(options);
  const zones = await everyItem(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones);
  const items = await inTurn(zones, async (zone) => {
    const { ResourceRecordSets: records = [] } = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone.Id, MaxItems: 300 }),
    );
    return [
      item('route53', 'hosted-zone', zone.Name, { Id: zone.Id, Config: zone.Config }),
      ...records.map((record) =>
        item(
          'route53',
          'record',
          `${record.Name} ${record.Type} ${record.SetIdentifier ?? ''}`.trim(),
          record,
        ),
      ),
    ];
  });
  return items.flat();
};
