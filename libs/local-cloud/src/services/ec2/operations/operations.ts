import type { Ec2 } from '../records.ts';
import { authorizeSecurityGroup } from './authorize-security-group.ts';
import { createSecurityGroup } from './create-security-group.ts';
import { deleteSecurityGroup } from './delete-security-group.ts';
import { describeAvailabilityZones } from './describe-availability-zones.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { describeRouteTables } from './describe-route-tables.ts';
import { describeSecurityGroupRules } from './describe-security-group-rules.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { revokeSecurityGroup } from './revoke-security-group.ts';
import { createTags, deleteTags } from './tags.ts';

export const createOperations = (ec2: Ec2) => ({
  AuthorizeSecurityGroupEgress: authorizeSecurityGroup(ec2, true),
  AuthorizeSecurityGroupIngress: authorizeSecurityGroup(ec2, false),
  CreateSecurityGroup: createSecurityGroup(ec2),
  CreateTags: createTags(ec2),
  DeleteSecurityGroup: deleteSecurityGroup(ec2),
  DeleteTags: deleteTags(ec2),
  DescribeAvailabilityZones: describeAvailabilityZones(ec2),
  DescribeNetworkInterfaces: describeNetworkInterfaces(ec2),
  DescribeRouteTables: describeRouteTables(ec2),
  DescribeSecurityGroupRules: describeSecurityGroupRules(ec2),
  DescribeSecurityGroups: describeSecurityGroups(ec2),
  DescribeSubnets: describeSubnets(ec2),
  DescribeVpcs: describeVpcs(ec2),
  RevokeSecurityGroupEgress: revokeSecurityGroup(ec2, true),
  RevokeSecurityGroupIngress: revokeSecurityGroup(ec2, false),
});
