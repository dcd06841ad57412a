import { DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { arnsIn, type EventRuleResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';

/** A rule of EventBridge's default bus and its one target of ours; others that somebody added stay. */
export const eventRule: Kind<EventRuleResource> = {
  async read({ name, target }, scope) {
    const { clients, options } = scope;
    const rule = await orAbsent(
      clients.events.send(new DescribeRuleCommand({ Name: name }), options),
      'ResourceNotFound',
    );
    if (!rule) return undefined;
    const arn = rule.Arn ?? '';
    const targets = await targetsOf(name, scope);
    const { Tags } = await clients.events.send(new ListTagsForResourceCommand({ ResourceARN: arn }), options);
    return {
      state: {
        enabled: rule.State === 'ENABLED',
        description: rule.Description,
        pattern: JSON.parse(rule.EventPattern ?? '{}') as unknown,
        target: targets.find(({ Id }) => Id === target.id)?.Arn,
      },
      tags: fromTagList(Tags),
      outputs: { arn },
    };
  },

  want: ({ description, pattern, target }) => ({ enabled: true, description, pattern, target: target.arn }),

  async apply(resource, { observed, changes }, { clients: { events }, options, place }) {
    const { name, description, pattern, target, tags } = resource;
    const arn = arnsIn(place).eventRule(name);
    const Tags = toTagList(tags);
    if (!observed || touches(changes, 'enabled', 'description', 'pattern')) {
      const rule = {
        Name: name,
        Description: description,
        EventPattern: JSON.stringify(pattern),
        State: 'ENABLED',
      } as const;
      // Of a rule that is there it leaves the tags alone, whatever it is given.
      await events.send(new PutRuleCommand(observed ? rule : { ...rule, Tags }), options);
    }
    if (touches(changes, 'tags'))
      await events.send(new TagResourceCommand({ ResourceARN: arn, Tags }), options);
    if (!observed || touches(changes, 'target')) {
      const Targets = [{ Id: target.id, Arn: target.arn }];
      const { FailedEntries = [] } = await events.send(
        new PutTargetsCommand({ Rule: name, Targets }),
        options,
      );
      const [failed] = FailedEntries;
      if (failed)
        throw new Error(
          `rule ${name} takes no target ${target.arn}: ${failed.ErrorCode}: ${failed.ErrorMessage}`,
        );
    }
    return { arn };
  },

  async ready(resource, { clients: { logs }, options, note }) {
    // Without it nothing fails: what the rule matches is dropped.
    const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}), options);
    const lets = resourcePolicies.some(({ policyDocument = '' }) =>
      ['events.amazonaws.com', '/aws/events/'].every((part) => policyDocument.includes(part)),
    );
    if (lets) return;
    note(
      resource,
      'no resource policy of CloudWatch Logs lets EventBridge write: npm run bootstrap-aws puts it, once an account',
    );
  },

  async remove({ name }, _observed, scope) {
    const { clients, options } = scope;
    const Ids = ((await orAbsent(targetsOf(name, scope), 'ResourceNotFound')) ?? []).flatMap(
      ({ Id }) => Id ?? [],
    );
    if (Ids.length > 0) {
      await orAbsent(
        clients.events.send(new RemoveTargetsCommand({ Rule: name, Ids }), options),
        'ResourceNotFound',
      );
    }
    // One that is not there is no error.
    await clients.events.send(new DeleteRuleCommand({ Name: name }), options);
  },
};

/** There are five at most. */
async function targetsOf(Rule: string, { clients: { events }, options }: KindScope) {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }), options);
  return Targets;
}
