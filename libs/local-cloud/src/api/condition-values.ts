import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, string | undefined>>;

/** Condition keys that a service gives for its own actions, besides those every call has. */
export function conditionValues(signingName: string, input: Input, place: Place): Values {
  if (signingName === 'ses') return { 'ses:FromAddress': senderOf(input) };
  if (signingName === 'ecs') return { 'ecs:cluster': clusterOf(input, place) };
  return {};
}

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
