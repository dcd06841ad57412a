import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import type { Operation } from '../../../service.ts';
import { applyFilters, onePage, type FilterValues } from '../filters.ts';
import { findGroup } from '../find.ts';
import type { Ec2, Rule, SecurityGroup } from '../records.ts';
import { showGroup } from '../show.ts';

const ofRules =
  (egress: boolean, read: (rule: Rule) => string | number | undefined) =>
  ({ rules }: SecurityGroup): (string | undefined)[] =>
    rules.filter((rule) => rule.egress === egress).map((rule) => read(rule)?.toString());

const ruleFilters = (prefix: string, egress: boolean): FilterValues<SecurityGroup> => ({
  [`${prefix}.cidr`]: ofRules(egress, ({ cidr }) => cidr),
  [`${prefix}.from-port`]: ofRules(egress, ({ fromPort }) => fromPort),
  [`${prefix}.to-port`]: ofRules(egress, ({ toPort }) => toPort),
  [`${prefix}.protocol`]: ofRules(egress, ({ protocol }) => protocol),
  [`${prefix}.group-id`]: ofRules(egress, ({ groupId }) => groupId),
});

const filters: FilterValues<SecurityGroup> = {
  'group-id': ({ id }) => [id],
  'group-name': ({ name }) => [name],
  'vpc-id': ({ vpcId }) => [vpcId],
  description: ({ description }) => [description],
  ...ruleFilters('ip-permission', false),
  ...ruleFilters('egress.ip-permission', true),
};

export const describeSecurityGroups =
  (ec2: Ec2): Operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult> =>
  ({ GroupIds, GroupNames, Filters, NextToken, MaxResults }) => {
    const named = [
      ...(GroupIds ?? []).map((id) => findGroup(ec2, id)),
      ...(GroupNames ?? []).map((name) => findGroup(ec2, undefined, name)),
    ];
    const all = GroupIds || GroupNames ? named : ec2.groups.values();
    const { page, ...rest } = onePage(applyFilters(ec2, all, Filters, filters), NextToken, MaxResults);
    return { SecurityGroups: page.map((group) => showGroup(ec2, group)), ...rest };
  };
