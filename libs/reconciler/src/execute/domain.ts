import {
  type AliasTarget,
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { Placement } from '@phaseline/model';
import { poll } from '../aws/poll.ts';
import { findZone } from '../domain/find-zone.ts';
import type { KindScope } from '../engine/kind.ts';

/** Where a front is found: what Route 53 calls an alias's target. */
export type Alias = Pick<AliasTarget, 'DNSName' | 'HostedZoneId'>;

/** A domain name whose answers are divided between the two fronts. */
export interface DividedDomain {
  /**
   * Percent of the answers that name the HTTP API. Where there are no records yet, nothing names the front of `goal`.
   */
  readWeight(goal: Placement): Promise<number>;
  /** The placements whose fronts have a record. */
  readRecords(): Promise<Placement[]>;
  /** Makes it so, and waits until Route 53 answers so. A front that is not there has no record. */
  divide(httpApiWeight: number, aliases: Readonly<Record<Placement, Alias | undefined>>): Promise<void>;
  /** Takes a front out of the answers. */
  withdraw(placement: Placement): Promise<void>;
}

const inSyncSeconds = 300;
const both = ['ecs', 'lambda'] as const;
const ends: Readonly<Record<Placement, string>> = { ecs: 'load-balancer', lambda: 'http-api' };

/**
 * A domain's weighted alias records: type A alone, since neither front has an IPv6 address. They may be a zone's own name, cost
 * nothing, and live for 60 seconds. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 * @param prefix the environment's: its records are told by it from those of others
 * @param others what to do about somebody else's records for the name: refuse to divide requests with them, or leave them
 * @throws Error where no hosted zone of the account is the domain's, or somebody else's records answer for it
 */
export async function openDomain(
  name: string,
  prefix: string,
  scope: Pick<KindScope, 'clients' | 'options' | 'signal'>,
  others: 'refuse' | 'leave' = 'refuse',
): Promise<DividedDomain> {
  const zone = await findZone(name, scope);
  const { clients, options, signal } = scope;
  const identifierOf = (placement: Placement) => `${prefix}${ends[placement]}`;
  const records = async (): Promise<ResourceRecordSet[]> => {
    const { ResourceRecordSets = [] } = await clients.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone, StartRecordName: name }),
      options,
    );
    const answering = ResourceRecordSets.filter(
      ({ Name, Type = '' }) => Name?.replace(/\.$/, '') === name && /^(A|AAAA|CNAME)$/.test(Type),
    );
    const ours = both.map(identifierOf);
    const strange = answering.find(
      ({ Type, SetIdentifier = '' }) => Type !== 'A' || !ours.includes(SetIdentifier),
    );
    if (strange && others === 'refuse') {
      const { Type, SetIdentifier: set } = strange;
      throw new Error(
        `domain ${name} has a record of type ${Type}${set === undefined ? '' : ` (${set})`} that is not this environment's: ` +
          'requests would be divided with somebody else. Delete it, or give this environment another domain',
      );
    }
    return answering;
  };
  const found = async (placement: Placement) =>
    (await records()).find(({ SetIdentifier }) => SetIdentifier === identifierOf(placement));
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
  await records();
  return {
    async readWeight(goal) {
      const all = await records();
      const weight = (placement: Placement) =>
        all.find(({ SetIdentifier }) => SetIdentifier === identifierOf(placement))?.Weight ?? 0;
      const total = weight('ecs') + weight('lambda');
      if (total === 0) return goal === 'lambda' ? 0 : 100;
      return Math.round((100 * weight('lambda')) / total);
    },
    async readRecords() {
      const all = await records();
      return both.filter((placement) =>
        all.some(({ SetIdentifier }) => SetIdentifier === identifierOf(placement)),
      );
    },
    async divide(httpApiWeight, aliases) {
      const shares = { ecs: 100 - httpApiWeight, lambda: httpApiWeight };
      await change(
        both.flatMap((placement): Change[] => {
          const alias = aliases[placement];
          if (alias === undefined) return [];
          return [
            {
              Action: 'UPSERT',
              ResourceRecordSet: {
                Name: name,
                Type: 'A',
                SetIdentifier: identifierOf(placement),
                Weight: shares[placement],
                // Who gets how much is the switch's to say, by proof; Route 53's own checks would say otherwise.
                AliasTarget: { ...(alias as Required<Alias>), EvaluateTargetHealth: false },
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
