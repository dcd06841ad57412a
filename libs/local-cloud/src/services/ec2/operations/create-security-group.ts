import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { findVpc } from '../find.ts';
import { newId } from '../ids.ts';
import type { Ec2 } from '../records.ts';
import { setTags, showTags, tagsFor } from '../tags.ts';

export const createSecurityGroup =
  (ec2: Ec2): Operation<CreateSecurityGroupRequest, CreateSecurityGroupResult> =>
  ({ GroupName: name = '', Description: description = '', VpcId, TagSpecifications }) => {
    const vpcs = [...ec2.vpcs.values()];
    const { id: vpcId } = findVpc(ec2, VpcId ?? vpcs.find(({ isDefault }) => isDefault)?.id ?? '');
    if (!/^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(name) || name.startsWith('sg-')) {
      throw new AwsError('InvalidParameterValue', `Value (${name}) for parameter GroupName is invalid.`);
    }
    if (description === '')
      throw new AwsError('MissingParameter', 'The request must contain the parameter GroupDescription');
    if ([...ec2.groups.values()].some((group) => group.vpcId === vpcId && group.name === name)) {
      throw new AwsError(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    const id = newId('sg');
    const everywhere = { protocol: '-1', fromPort: undefined, toPort: undefined, cidr: '0.0.0.0/0' };
    const rules = [{ ...everywhere, id: newId('sgr'), egress: true }];
    ec2.groups.set(id, { id, name, description, vpcId, rules });
    setTags(ec2, id, tagsFor(TagSpecifications, 'security-group'));
    return {
      GroupId: id,
      SecurityGroupArn: `arn:aws:ec2:${ec2.region}:${ec2.account}:security-group/${id}`,
      Tags: showTags(ec2, id),
    };
  };
