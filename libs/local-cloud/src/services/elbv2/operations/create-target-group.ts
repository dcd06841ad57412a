import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { targetGroupArn } from '../arns.ts';
import { targetGroupDefaults } from '../attributes.ts';
import type { Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import type { TargetGroupRecord } from '../model.ts';
import { showTargetGroup } from '../present.ts';
import { mergeTags } from '../tag-list.ts';
import { validateHealthCheck } from '../validate-health-check.ts';
import { validateName } from '../validate-name.ts';

function validate(
  input: CreateTargetGroupInput,
): Pick<TargetGroupRecord, 'name' | 'port' | 'vpcId' | 'targetType' | 'healthCheck'> {
  const name = validateName('target group', input.Name);
  const targetType = input.TargetType ?? 'instance';
  if (targetType !== 'ip' && targetType !== 'instance') {
    throw validationError(
      `Target type '${targetType}' is not supported by the local cloud: use ip or instance`,
    );
  }
  const { Protocol: protocol, ProtocolVersion: version = 'HTTP1', Port: port, VpcId: vpcId } = input;
  if (protocol === undefined) throw validationError('A protocol must be specified');
  if (protocol !== 'HTTP' || version !== 'HTTP1') {
    throw validationError(
      `Protocol '${protocol}' version '${version}' is not supported by the local cloud: use HTTP with version HTTP1`,
    );
  }
  if (port === undefined || port < 1 || port > 65_535)
    throw validationError(`Port '${port}' must be between '1' and '65535' inclusive`);
  if (vpcId === undefined) throw validationError('A VPC ID must be specified');
  return { name, port, vpcId, targetType, healthCheck: validateHealthCheck(input) };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const createTargetGroup =
  (elb: Elb): Operation<CreateTargetGroupInput, CreateTargetGroupOutput> =>
  async (input, context) => {
    const settings = validate(input);
    if (!(await elb.vpc.exists(settings.vpcId, context))) {
      throw validationError(`The VPC ID '${settings.vpcId}' is not found`);
    }
    const known = [...elb.targetGroups.values()].find(({ name }) => name === settings.name);
    if (known !== undefined) {
      const { name, port, vpcId, targetType, healthCheck } = known;
      if (JSON.stringify({ name, port, vpcId, targetType, healthCheck }) === JSON.stringify(settings)) {
        return { TargetGroups: [showTargetGroup(elb, known)] };
      }
      throw refuse(
        'DuplicateTargetGroupName',
        `A target group with the same name '${name}' exists, but with different settings`,
      );
    }
    const record: TargetGroupRecord = {
      ...settings,
      arn: targetGroupArn(elb.environment, settings.name),
      attributes: targetGroupDefaults(),
      tags: mergeTags({}, input.Tags),
      targets: new Map(),
    };
    elb.targetGroups.set(record.arn, record);
    return { TargetGroups: [showTargetGroup(elb, record)] };
  };
