import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { findGroup } from '../find.ts';
import type { Ec2 } from '../records.ts';

export const deleteSecurityGroup =
  (ec2: Ec2): Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult> =>
  ({ GroupId, GroupName }) => {
    const { id, name } = findGroup(ec2, GroupId, GroupName);
    if (name === 'default')
      throw new AwsError(
        'CannotDelete',
        `the specified group: "${id}" name: "default" cannot be deleted by a user`,
      );
    const used = [...ec2.interfaces.values()].some(({ groupIds }) => groupIds.includes(id));
    const named = [...ec2.groups.values()].some(
      (group) => group.id !== id && group.rules.some((rule) => rule.groupId === id),
    );
    if (used || named) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    ec2.groups.delete(id);
    ec2.tags.delete(id);
    return { Return: true, GroupId: id };
  };
