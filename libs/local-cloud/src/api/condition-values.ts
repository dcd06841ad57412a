import type { Place } from './permissions.ts';
import { requestTagValues } from './request-tags.ts';

type Input = Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

interface RecordChange {
  readonly Action?: string;
  readonly ResourceRecordSet?: { readonly Name?: string; readonly Type?: string };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Condition keys of a call that follow from what it asks for, besides those every call has. */
export function conditionValues(signingName: string, input: Input, place: Place): Values {
  return { ...requestTagValues(input), ...ownKeys[signingName]?.(input, place) };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const ownKeys: Readonly<Record<string, (input: Input, place: Place) => Values>> = {
  ses: (input) => ({ 'ses:FromAddress': senderOf(input) }),
  events: ({ Targets }) => ({
    'events:TargetArn': Array.isArray(Targets)
      ? (Targets as { Arn?: string }[]).flatMap(({ Arn }) => Arn ?? [])
      : undefined,
  }),
  ecs: (input, place) => ({ 'ecs:cluster': clusterOf(input, place) }),
  iam: (input) => ({
    'iam:PermissionsBoundary': text(input.PermissionsBoundary),
    'iam:PolicyARN': text(input.PolicyArn),
    'iam:AWSServiceName': text(input.AWSServiceName),
  }),
  lambda: (input, { account, region }) => {
    const name = text(input.FunctionName);
    // Of a mapping that is to be made; of one that is there it is read from that.
    if (name === undefined || text(input.EventSourceArn) === undefined) return {};
    return {
      'lambda:FunctionArn': name.startsWith('arn:')
        ? name
        : `arn:aws:lambda:${region}:${account}:function:${name}`,
    };
  },
  route53: ({ ChangeBatch }) => {
    const { Changes = [] } = (ChangeBatch ?? {}) as { Changes?: readonly RecordChange[] };
    const each = (pick: (change: RecordChange) => string | undefined): readonly string[] | undefined => {
      const found = Changes.map(pick).filter((value) => value !== undefined);
      return found.length === 0 ? undefined : [...new Set(found)];
    };
    return {
      'route53:ChangeResourceRecordSetsActions': each(({ Action }) => Action),
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': each(({ ResourceRecordSet }) =>
        ResourceRecordSet?.Name?.toLowerCase().replace(/\.$/, ''),
      ),
      'route53:ChangeResourceRecordSetsRecordTypes': each(({ ResourceRecordSet }) => ResourceRecordSet?.Type),
    };
  },
  sns: (input) => ({ 'sns:Protocol': text(input.Protocol), 'sns:Endpoint': text(input.Endpoint) }),
  'application-autoscaling': (input) => ({
    'application-autoscaling:service-namespace': text(input.ServiceNamespace),
    'application-autoscaling:scalable-dimension': text(input.ScalableDimension),
  }),
};

/** `Name <address>` or the address alone: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
function senderOf({ FromEmailAddress: from }: Input): string | undefined {
  if (typeof from !== 'string') return undefined;
  return /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
}

function clusterOf({ cluster, clusterName }: Input, { account, region }: Place): string | undefined {
  const name = cluster ?? clusterName ?? 'default';
  if (typeof name !== 'string' || name.startsWith('arn:')) return typeof name === 'string' ? name : undefined;
  return `arn:aws:ecs:${region}:${account}:cluster/${name}`;
}
