import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  waitUntilResourceRecordSetsChanged,
  type ChangeAction,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';
import { clientOptions, control } from '../../testing/client-options.ts';

let cloud: LocalCloud;
let client: Route53Client;
let servers: Server[];
let hosts: string[];
let zoneId: string;
beforeAll(async () => {
  cloud = await startLocalCloud();
  client = new Route53Client(clientOptions(cloud));
  servers = ['ecs', 'lambda'].map((name) =>
    createServer((request, response) => {
      request.resume();
      response.end(`${name} ${request.headers.host}`);
    }),
  );
  hosts = await Promise.all(
    servers.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    }),
  );
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: 'shop.example', CallerReference: '1' }),
  );
  zoneId = HostedZone?.Id ?? '';
});
afterAll(async () => {
  client.destroy();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await cloud.stop();
});

const weighted = (Action: ChangeAction, SetIdentifier: string, Weight: number, DNSName: string) => ({
  Action,
  ResourceRecordSet: {
    Name: 'orders.shop.example',
    Type: 'A' as const,
    SetIdentifier,
    Weight,
    AliasTarget: { HostedZoneId: 'Z35SXDOTRQ7X7K', DNSName, EvaluateTargetHealth: false },
  },
});

async function move(ecs: number, lambda: number): Promise<void> {
  const { ChangeInfo } = await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: {
        Changes: [
          weighted('UPSERT', 'ecs', ecs, hosts[0] ?? ''),
          weighted('UPSERT', 'lambda', lambda, hosts[1] ?? ''),
        ],
      },
    }),
  );
  expect(ChangeInfo?.Status).toBe('PENDING');
  await waitUntilResourceRecordSetsChanged({ client, maxWaitTime: 20, minDelay: 1 }, { Id: ChangeInfo?.Id });
  const { ChangeInfo: after } = await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
  expect(after?.Status).toBe('INSYNC');
}

it(
  'the front follows the weights of a record, with the same choices for the same seed',
  { timeout: 180_000 },
  async () => {
    await move(95, 5);
    const ask = async (count: number): Promise<string[]> => {
      const { url } = (await control(cloud, 'fronts', { method: 'POST', body: { seed: 7 } })).json;
      const answers: string[] = [];
      for (let index = 0; index < count; index += 1) {
        const answer = await fetch(String(url), { method: 'POST', body: 'x' });
        answers.push((await answer.text()).split(' ')[0] ?? '');
      }
      return answers;
    };
    const first = await ask(100);
    const moved = first.filter((name) => name === 'lambda').length;
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(20);
    expect(await ask(100)).toEqual(first);
    await move(0, 100);
    expect(new Set(await ask(20))).toEqual(new Set(['lambda']));
    const { names } = (await control(cloud, 'fronts')).json as {
      names: { name: string; targets: object[] }[];
    };
    expect(names).toMatchObject([
      {
        name: 'orders.shop.example',
        targets: [
          { setIdentifier: 'ecs', weight: 0, requests: 0 },
          { setIdentifier: 'lambda', weight: 100, requests: 20 },
        ],
      },
    ]);
  },
);

it('records are listed, and a batch is taken whole or not at all', async () => {
  await move(0, 100);
  const { ResourceRecordSets } = await client.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }),
  );
  expect(ResourceRecordSets?.map(({ Type, SetIdentifier }) => SetIdentifier ?? Type)).toEqual([
    'NS',
    'SOA',
    'ecs',
    'lambda',
  ]);
  const batch = (changes: ReturnType<typeof weighted>[]) =>
    client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: changes } }),
    );
  await expect(
    batch([weighted('DELETE', 'ecs', 0, hosts[0] ?? ''), weighted('CREATE', 'lambda', 1, 'x')]),
  ).rejects.toMatchObject({ name: 'InvalidChangeBatch' });
  await expect(batch([weighted('UPSERT', 'ecs', 256, 'x')])).rejects.toMatchObject({ name: 'InvalidInput' });
  await expect(client.send(new DeleteHostedZoneCommand({ Id: zoneId }))).rejects.toMatchObject({
    name: 'HostedZoneNotEmpty',
  });
  const after = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
  expect(after.ResourceRecordSets).toEqual(ResourceRecordSets);
});

it('a private zone is known as one, by its VPC, and nobody is answered by it', async () => {
  const create = { Name: 'inside.example', CallerReference: '2', HostedZoneConfig: { PrivateZone: true } };
  await expect(client.send(new CreateHostedZoneCommand(create))).rejects.toMatchObject({
    name: 'InvalidInput',
  });
  const vpc = { VPCId: 'vpc-0a1b2c3d', VPCRegion: 'us-east-1' } as const;
  const { HostedZone, VPC } = await client.send(new CreateHostedZoneCommand({ ...create, VPC: vpc }));
  expect(VPC).toEqual(vpc);
  const found = await client.send(new GetHostedZoneCommand({ Id: HostedZone?.Id }));
  expect(found).toMatchObject({ HostedZone: { Config: { PrivateZone: true } }, VPCs: [vpc] });
  expect(found.DelegationSet).toBeUndefined();
  const set = { Name: 'orders.inside.example', Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '127.0.0.1' }] }; // prettier-ignore
  const { ChangeInfo } = await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZone?.Id,
      ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] },
    }),
  );
  await waitUntilResourceRecordSetsChanged({ client, maxWaitTime: 20, minDelay: 1 }, { Id: ChangeInfo?.Id });
  const { names } = (await control(cloud, 'fronts')).json as { names: { name: string }[] };
  expect(names.map(({ name }) => name)).toEqual(['orders.shop.example']);
});
