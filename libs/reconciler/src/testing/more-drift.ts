import { UntagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { PutImageScanningConfigurationCommand } from '@aws-sdk/client-ecr';
import { UpdateClusterSettingsCommand } from '@aws-sdk/client-ecs';
import { ModifyListenerCommand, SetSecurityGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DeleteRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { Resource } from '@phaseline/model';
import type { EngineScope } from '../engine/scope.ts';
import type { Drift } from './drift.ts';

const further: Partial<Drift> = {
  repository: async ({ name }, { clients }) =>
    await clients.ecr.send(
      new PutImageScanningConfigurationCommand({
        repositoryName: name,
        imageScanningConfiguration: { scanOnPush: false },
      }),
    ),
  cluster: async ({ name }, { clients }) =>
    await clients.ecs.send(
      new UpdateClusterSettingsCommand({
        cluster: name,
        settings: [{ name: 'containerInsights', value: 'disabled' }],
      }),
    ),
  listener: async ({ id }, { clients, lookup }) =>
    await clients.elb.send(
      new ModifyListenerCommand({
        ListenerArn: lookup(id, 'arn'),
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
      }),
    ),
  role: async ({ name }, { clients }) =>
    await clients.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name })),
  function: async ({ name }, { clients }) =>
    await clients.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }),
    ),
  httpApi: async ({ id }, { clients, lookup }) =>
    await clients.apiGateway.send(
      new UntagResourceCommand({ ResourceArn: lookup(id, 'arn'), TagKeys: ['phaseline:system'] }),
    ),
  loadBalancer: async ({ id }, { clients, lookup }) =>
    await clients.elb.send(
      new SetSecurityGroupsCommand({
        LoadBalancerArn: lookup(id, 'arn'),
        SecurityGroups: [await otherGroup(clients)],
      }),
    ),
};

/** The group that every network has from the start. */
async function otherGroup({ ec2 }: EngineScope['clients']): Promise<string> {
  const byName = { Name: 'group-name', Values: ['default'] };
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [byName] }));
  return SecurityGroups?.[0]?.GroupId ?? '';
}

/** Changes a resource by hand in a second way, where its kind has one: putting it right is another call than after the first. */
export async function driftFurther(resource: Resource, scope: EngineScope): Promise<void> {
  // A resource only ever meets the drift of its own kind.
  const change = further[resource.kind] as
    | ((resource: Resource, scope: EngineScope) => Promise<unknown>)
    | undefined;
  await change?.(resource, scope);
}
