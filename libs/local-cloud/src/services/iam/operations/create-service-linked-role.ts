import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { awsManagedPolicy } from '../aws-managed-policies.ts';
import { invalidInput } from '../errors.ts';
import { uniqueId } from '../ids.ts';
import type { Iam, Role } from '../records.ts';
import { showRole } from '../show.ts';

/** The role and the policy each service has: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const linked: Readonly<Record<string, readonly [role: string, policy: string]>> = {
  'ecs.amazonaws.com': ['AWSServiceRoleForECS', 'AmazonECSServiceRolePolicy'],
  'ecs.application-autoscaling.amazonaws.com': [
    'AWSServiceRoleForApplicationAutoScaling_ECSService',
    'AWSApplicationAutoscalingECSServicePolicy',
  ],
  'ops.apigateway.amazonaws.com': ['AWSServiceRoleForAPIGateway', 'APIGatewayServiceRolePolicy'],
  'elasticloadbalancing.amazonaws.com': [
    'AWSServiceRoleForElasticLoadBalancing',
    'AWSElasticLoadBalancingServiceRolePolicy',
  ],
};

export const createServiceLinkedRole =
  (iam: Iam): Operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse> =>
  ({ AWSServiceName: service = '', Description: description }) => {
    const found = Object.hasOwn(linked, service) ? linked[service] : undefined;
    if (found === undefined) {
      throw invalidInput(
        `No service-linked role is known for ${service}; there are ${Object.keys(linked).join(', ')}.`,
      );
    }
    const [name, policyName] = found;
    if (iam.roles.has(name)) {
      throw invalidInput(
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      );
    }
    const path = `/aws-service-role/${service}/`;
    const policy = awsManagedPolicy(`arn:aws:iam::aws:policy/aws-service-role/${policyName}`);
    const role: Role = {
      path,
      name,
      id: uniqueId('AROA'),
      arn: `arn:aws:iam::${iam.account}:role${path}${name}`,
      createdAt: new Date().toISOString(),
      description,
      maxSessionDuration: 3600,
      boundaryArn: undefined,
      trust: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      }),
      attached: new Set(policy ? [policy.arn] : []),
      inline: new Map(),
      tags: new Map(),
      lastUsedAt: undefined,
    };
    iam.roles.set(name, role);
    return { Role: showRole(role) };
  };
