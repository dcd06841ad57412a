import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
  AuthorizeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { findGroup } from '../find.ts';
import type { Ec2 } from '../records.ts';
import { readRules, sameRule } from '../rules.ts';
import { showRule } from '../show.ts';

/** AuthorizeSecurityGroupIngress and, with `egress`, AuthorizeSecurityGroupEgress. */
export const authorizeSecurityGroup =
  (
    ec2: Ec2,
    egress: boolean,
  ): Operation<
    AuthorizeSecurityGroupIngressRequest & AuthorizeSecurityGroupEgressRequest,
    AuthorizeSecurityGroupEgressResult
  > =>
  (input) => {
    const group = findGroup(ec2, input.GroupId, input.GroupName);
    const rules = readRules(ec2, input, egress);
    const known = rules.find((rule) => group.rules.some((other) => sameRule(rule, other)));
    if (known) {
      const peer = known.cidr ?? known.cidrV6 ?? known.groupId ?? known.prefixListId;
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${peer}, ${known.protocol}, from port: ${known.fromPort}, to port: ${known.toPort}, ALLOW" already exists`,
      );
    }
    group.rules = [...group.rules, ...rules];
    return { Return: true, SecurityGroupRules: rules.map((rule) => showRule(ec2, group.id, rule)) };
  };
