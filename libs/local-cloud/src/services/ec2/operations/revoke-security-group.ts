import type {
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult,
  RevokeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { findGroup } from '../find.ts';
import type { Ec2, Rule, SecurityGroup } from '../records.ts';
import { readRules, sameRule } from '../rules.ts';

type Input = RevokeSecurityGroupIngressRequest & RevokeSecurityGroupEgressRequest;

/** RevokeSecurityGroupIngress and, with `egress`, RevokeSecurityGroupEgress. */
export const revokeSecurityGroup =
  (ec2: Ec2, egress: boolean): Operation<Input, RevokeSecurityGroupEgressResult> =>
  (input) => {
    const group = findGroup(ec2, input.GroupId, input.GroupName);
    const revoked = new Set(
      input.SecurityGroupRuleIds
        ? input.SecurityGroupRuleIds.map((id) => byId(group, id, egress))
        : readRules(ec2, input, egress).map((rule) => equalTo(group, rule)),
    );
    group.rules = group.rules.filter((rule) => !revoked.has(rule));
    return { Return: true };
  };

function byId({ rules }: SecurityGroup, id: string, egress: boolean): Rule {
  const rule = rules.find((one) => one.id === id && one.egress === egress);
  if (!rule)
    throw new AwsError(
      'InvalidSecurityGroupRuleId.NotFound',
      `The security group rule ID '${id}' does not exist`,
    );
  return rule;
}

function equalTo({ rules }: SecurityGroup, wanted: Rule): Rule {
  const rule = rules.find((one) => sameRule(one, wanted));
  if (!rule)
    throw new AwsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    );
  return rule;
}
