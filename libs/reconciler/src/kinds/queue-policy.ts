import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { PolicyStatement, QueuePolicyResource } from '@phaseline/model';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import type { Kind, KindScope } from '../engine/kind.ts';
import { findQueueUrl, mustFindQueueUrl } from './queue-url.ts';

/** Who may send to a queue. We own the statements with our Sids; others that somebody added stay. */
export const queuePolicy: Kind<QueuePolicyResource> = {
  async read(resource, scope) {
    const url = await findQueueUrl(resource.queue, scope);
    if (url === undefined) return undefined;
    const ours = sidsOf(resource);
    const statements = (await readStatements(url, scope)).filter(({ Sid }) => ours.includes(Sid));
    if (statements.length === 0) return undefined;
    return { state: { statements: normalPolicy(statements) }, outputs: {} };
  },

  want: ({ policy }) => ({ statements: normalPolicy(policy.Statement) }),

  async apply(resource, _current, scope) {
    const url = await mustFindQueueUrl(resource.queue, scope);
    await writeStatements(
      url,
      [...(await othersOn(url, resource, scope)), ...resource.policy.Statement],
      scope,
    );
    return {};
  },

  async remove(resource, _observed, scope) {
    const url = await findQueueUrl(resource.queue, scope);
    if (url !== undefined) await writeStatements(url, await othersOn(url, resource, scope), scope);
  },
};

function sidsOf({ policy }: QueuePolicyResource): (string | undefined)[] {
  return policy.Statement.map(({ Sid }) => Sid);
}

async function othersOn(
  url: string,
  resource: QueuePolicyResource,
  scope: KindScope,
): Promise<PolicyStatement[]> {
  const ours = sidsOf(resource);
  return (await readStatements(url, scope)).filter(({ Sid }) => !ours.includes(Sid));
}

async function readStatements(
  url: string,
  { clients: { sqs }, options }: KindScope,
): Promise<PolicyStatement[]> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Policy'] }),
    options,
  );
  if (!Attributes?.Policy) return [];
  const { Statement } = parsePolicy(Attributes.Policy) as { Statement?: PolicyStatement | PolicyStatement[] };
  return Statement === undefined ? [] : [Statement].flat();
}

async function writeStatements(
  url: string,
  statements: readonly PolicyStatement[],
  { clients: { sqs }, options }: KindScope,
): Promise<void> {
  const Policy =
    statements.length === 0 ? '' : JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }), options);
}
