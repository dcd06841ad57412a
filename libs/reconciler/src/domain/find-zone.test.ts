import { CreateHostedZoneCommand, ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { ensureHostedZone } from './ensure-hosted-zone.ts';
import { findZone } from './find-zone.ts';

let aws: TestCloud;
let made = 0;
beforeAll(async () => {
  aws = await startCloud();
});
afterAll(() => aws.stop());

const scope = () => ({ clients: aws.clients, options: {} });
async function createZone(Name: string, kind: 'public' | 'private'): Promise<string> {
  const VPC = { VPCId: 'vpc-0a1b2c3d', VPCRegion: 'us-east-1' } as const;
  const { HostedZone } = await aws.clients.route53.send(
    new CreateHostedZoneCommand({
      Name,
      CallerReference: `${(made += 1)}`,
      ...(kind === 'private' && { VPC, HostedZoneConfig: { PrivateZone: true } }),
    }),
  );
  return HostedZone?.Id ?? '';
}
async function firstOf(DNSName: string) {
  const { HostedZones = [] } = await aws.clients.route53.send(new ListHostedZonesByNameCommand({ DNSName }));
  return HostedZones[0];
}

it('is that of the longest name, and a private one of that very name is none', async () => {
  const shop = await createZone('shop.test', 'public');
  const orders = await createZone('orders.shop.test', 'public');
  await createZone('eu.orders.shop.test', 'private');
  expect(await findZone('eu.orders.shop.test', scope())).toBe(orders);
  expect(await findZone('other.shop.test', scope())).toBe(shop);
});

it('is the public one where a private one of its name is listed before', async () => {
  const zone = await createZone('twice.test', 'public');
  // Zones of one name are listed by their ids, which nobody chooses.
  while ((await firstOf('twice.test'))?.Config?.PrivateZone !== true)
    await createZone('twice.test', 'private');
  expect(await findZone('www.twice.test', scope())).toBe(zone);
});

it('is missing where there are private ones only, until a public one is made beside them', async () => {
  await createZone('inside.test', 'private');
  await expect(findZone('inside.test', scope())).rejects.toThrow(
    /^domain inside.test: no public hosted zone/,
  );
  await ensureHostedZone('inside.test', { clients: aws.clients });
  expect(await findZone('inside.test', scope())).toMatch(/^\/hostedzone\/Z/);
});
