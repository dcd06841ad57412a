import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import type { Operation } from '../../../service.ts';
import { applyFilters, onePage } from '../filters.ts';
import type { Ec2 } from '../records.ts';
import { showRule } from '../show.ts';

export const describeSecurityGroupRules =
  (ec2: Ec2): Operation<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult> =>
  ({ SecurityGroupRuleIds, Filters, NextToken, MaxResults }) => {
    const all = [...ec2.groups.values()]
      .flatMap((group) => group.rules.map((rule) => ({ rule, group: group.id, id: rule.id })))
      .filter(({ id }) => SecurityGroupRuleIds?.includes(id) ?? true);
    const found = applyFilters(ec2, all, Filters, {
      'group-id': ({ group }) => [group],
      'security-group-rule-id': ({ id }) => [id],
    });
    const { page, ...rest } = onePage(found, NextToken, MaxResults);
    return { SecurityGroupRules: page.map(({ group, rule }) => showRule(ec2, group, rule)), ...rest };
  };
