import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { Placement } from '@phaseline/model';
import { poll } from '../aws/poll.ts';
import type { EngineScope } from '../engine/scope.ts';

/** A domain name whose answers are divided between the two fronts. */
export interface Domain {
  /**
   * Percent of the answers that name the HTTP API. Where there are no records yet, nothing names the front of `goal`.
   */
  readWeight(goal: Placement): Promise<number>;
  /** The placements whose fronts have a record. */
  readRecords(): Promise<Placement[]>;
  /** Makes it so, and waits until Route 53 answers so. A front without an address has no record. */
  divide(httpApiWeight: number, addresses: Readonly<Record<Placement, string | undefined>>): Promise<void>;
  /** Takes a front out of the answers. */
  withdraw(placement: Placement): Promise<void>;
}

/** How long an answer may be kept: as long a move waits at most for clients to follow. */
const ttlSeconds = 10;
const inSyncSeconds = 300;
const identifiers: Readonly<Record<Placement, string>> = { ecs: 'load-balancer', lambda: 'http-api' };

/** @throws Error where no hosted zone of the account is the domain's */
export async function openDomain(name: string, scope: EngineScope): Promise<Domain> {
  const zone = await findZone(name, scope);
  const { clients, options, signal } = scope;
  const records = async (): Promise<ResourceRecordSet[]> => {
    const { ResourceRecordSets = [] } = await clients.route53.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: zone,
        StartRecordName: name,
        StartRecordType: 'CNAME',
      }),
      options,
    );
    return ResourceRecordSets.filter(
      (record) => record.Name?.replace(/\.$/, '') === name && record.Type === 'CNAME',
    );
  };
  const found = async (placement: Placement) =>
    (await records()).find(({ SetIdentifier }) => SetIdentifier === identifiers[placement]);
  const change = async (Changes: Change[]): Promise<void> => {
    if (Changes.length === 0) return;
    const { ChangeInfo } = await clients.route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }),
      options,
    );
    const what = `records of ${name} to be answered`;
    await poll({ what, timeoutSeconds: inSyncSeconds, signal }, async () => {
      const now = await clients.route53.send(new GetChangeCommand({ Id: ChangeInfo?.Id }), options);
      return now.ChangeInfo?.Status === 'INSYNC' ? true : undefined;
    });
  };
  return {
    async readWeight(goal) {
      const all = await records();
      const weight = (placement: Placement) =>
        all.find(({ SetIdentifier }) => SetIdentifier === identifiers[placement])?.Weight ?? 0;
      const total = weight('ecs') + weight('lambda');
      if (total === 0) return goal === 'lambda' ? 0 : 100;
      return Math.round((100 * weight('lambda')) / total);
    },
    async readRecords() {
      const all = await records();
      return (['ecs', 'lambda'] as const).filter((placement) =>
        all.some(({ SetIdentifier }) => SetIdentifier === identifiers[placement]),
      );
    },
    async divide(httpApiWeight, addresses) {
      const shares = { ecs: 100 - httpApiWeight, lambda: httpApiWeight };
      await change(
        (['ecs', 'lambda'] as const).flatMap((placement): Change[] => {
          const address = addresses[placement];
          if (address === undefined) return [];
          return [
            {
              Action: 'UPSERT',
              ResourceRecordSet: {
                Name: name,
                Type: 'CNAME',
                SetIdentifier: identifiers[placement],
                Weight: shares[placement],
                TTL: ttlSeconds,
                ResourceRecords: [{ Value: address }],
              },
            },
          ];
        }),
      );
    },
    async withdraw(placement) {
      const record = await found(placement);
      if (record) await change([{ Action: 'DELETE', ResourceRecordSet: record }]);
    },
  };
}

/** The id of the longest zone that the name is in. */
async function findZone(name: string, { clients, options }: EngineScope): Promise<string> {
  const labels = name.split('.');
  for (let index = 0; index < labels.length - 1; index++) {
    const DNSName = labels.slice(index).join('.');
    const { HostedZones = [] } = await clients.route53.send(
      new ListHostedZonesByNameCommand({ DNSName, MaxItems: 1 }),
      options,
    );
    const zone = HostedZones.find(
      (candidate) => candidate.Name?.replace(/\.$/, '') === DNSName && !candidate.Config?.PrivateZone,
    );
    if (zone?.Id !== undefined) return zone.Id;
  }
  throw new Error(
    `domain ${name}: no public hosted zone of this account is above it; create one with "aws route53 create-hosted-zone", or leave the domain out`,
  );
}
