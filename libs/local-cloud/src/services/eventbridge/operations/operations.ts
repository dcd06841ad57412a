import type { EventBridgeState } from '../state.ts';
import { deleteRule, describeRule, disableRule, enableRule, listRules } from './rules.ts';
import { putEvents } from './put-events.ts';
import { putRule } from './put-rule.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './targets.ts';
import { testEventPattern } from './test-event-pattern.ts';

/** The operations of EventBridge that this cloud has, by API name. */
export const createOperations = (state: EventBridgeState) => ({
  DeleteRule: deleteRule(state),
  DescribeRule: describeRule(state),
  DisableRule: disableRule(state),
  EnableRule: enableRule(state),
  ListRuleNamesByTarget: listRuleNamesByTarget(state),
  ListRules: listRules(state),
  ListTagsForResource: listTagsForResource(state),
  ListTargetsByRule: listTargetsByRule(state),
  PutEvents: putEvents(state),
  PutRule: putRule(state),
  PutTargets: putTargets(state),
  RemoveTargets: removeTargets(state),
  TagResource: tagResource(state),
  TestEventPattern: testEventPattern,
  UntagResource: untagResource(state),
});
