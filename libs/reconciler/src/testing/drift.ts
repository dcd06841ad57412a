import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as ses from '@aws-sdk/client-sesv2';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import { arnsIn, type Resource, type ResourceKind, type ResourceOf } from '@phaseline/model';
import type { EngineScope } from '../engine/scope.ts';
import { queue } from '../kinds/queue.ts';
import { lambdaDrift } from './lambda-drift.ts';

/** How somebody changes one resource of each of these kinds by hand, behind our back. */
export type Drift<Kinds extends ResourceKind = ResourceKind> = {
  [K in Kinds]: (resource: ResourceOf<K>, scope: EngineScope) => Promise<unknown>;
};

const tagged = 'phaseline:system';
const anything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
};
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const must = (value: string | undefined): string => {
  if (value === undefined) throw new Error('not there');
  return value;
};

const drift: Drift = {
  ...lambdaDrift,
  topic: async ({ arn }, { clients }) =>
    await clients.sns.send(new sns.UntagResourceCommand({ ResourceArn: arn, TagKeys: [tagged] })),
  queue: async ({ id }, { clients, lookup }) =>
    await clients.sqs.send(
      new sqs.SetQueueAttributesCommand({
        QueueUrl: lookup(id, 'url'),
        Attributes: { VisibilityTimeout: '123' },
      }),
    ),
  queuePolicy: async ({ queue: name }, scope) => {
    const found = await queue.read({ name } as ResourceOf<'queue'>, scope);
    await scope.clients.sqs.send(
      new sqs.SetQueueAttributesCommand({ QueueUrl: found?.outputs['url'], Attributes: { Policy: '' } }),
    );
  },
  subscription: async ({ id }, { clients, lookup }) =>
    await clients.sns.send(
      new sns.SetSubscriptionAttributesCommand({
        SubscriptionArn: lookup(id, 'arn'),
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'false',
      }),
    ),
  table: async ({ name }, { clients }) =>
    await clients.dynamodb.send(
      new dynamodb.UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false },
      }),
    ),
  emailIdentity: async ({ address }, { clients, place }) =>
    await clients.ses.send(
      new ses.UntagResourceCommand({ ResourceArn: arnsIn(place).identity(address), TagKeys: [tagged] }),
    ),
  configurationSet: async ({ name, eventDestination }, { clients }) =>
    await clients.ses.send(
      new ses.UpdateConfigurationSetEventDestinationCommand({
        ConfigurationSetName: name,
        EventDestinationName: eventDestination.name,
        EventDestination: {
          Enabled: false,
          MatchingEventTypes: ['SEND'],
          EventBridgeDestination: { EventBusArn: eventDestination.eventBusArn },
        },
      }),
    ),
  eventRule: async ({ name, target }, { clients }) => {
    await clients.events.send(new events.DisableRuleCommand({ Name: name }));
    await clients.events.send(new events.RemoveTargetsCommand({ Rule: name, Ids: [target.id] }));
  },
  logResourcePolicy: async ({ name, policy }, { clients }) =>
    await clients.logs.send(
      new logs.PutResourcePolicyCommand({
        policyName: name,
        policyDocument: JSON.stringify(policy).replace('"events.amazonaws.com",', ''),
      }),
    ),
  role: async ({ name }, { clients }) =>
    await clients.iam.send(
      new iam.UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: JSON.stringify(anything) }),
    ),
  rolePolicy: async ({ role, policyName }, { clients }) =>
    await clients.iam.send(
      new iam.PutRolePolicyCommand({
        RoleName: role,
        PolicyName: policyName,
        PolicyDocument: JSON.stringify(everything),
      }),
    ),
  managedPolicy: async ({ arn }, { clients }) =>
    await clients.iam.send(
      new iam.CreatePolicyVersionCommand({
        PolicyArn: arn,
        PolicyDocument: JSON.stringify(everything),
        SetAsDefault: true,
      }),
    ),
  openIdConnectProvider: async ({ arn, audience }, { clients }) =>
    await clients.iam.send(
      new iam.RemoveClientIDFromOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: arn,
        ClientID: audience,
      }),
    ),
  logGroup: async ({ name }, { clients }) =>
    await clients.logs.send(new logs.PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 1 })),
  repository: async ({ name }, { clients }) =>
    await clients.ecr.send(
      new ecr.PutImageTagMutabilityCommand({ repositoryName: name, imageTagMutability: 'MUTABLE' }),
    ),
  cluster: async ({ id }, { clients, lookup }) =>
    await clients.ecs.send(
      new ecs.UntagResourceCommand({ resourceArn: lookup(id, 'arn'), tagKeys: [tagged] }),
    ),
  securityGroup: async ({ id }, { clients, lookup }) =>
    await clients.ec2.send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId: lookup(id, 'id'),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    ),
  loadBalancer: async ({ id }, { clients, lookup }) =>
    await clients.elb.send(
      new elb.RemoveTagsCommand({ ResourceArns: [must(lookup(id, 'arn'))], TagKeys: [tagged] }),
    ),
  targetGroup: async ({ id }, { clients, lookup }) =>
    await clients.elb.send(
      new elb.ModifyTargetGroupCommand({ TargetGroupArn: lookup(id, 'arn'), HealthCheckPath: '/other' }),
    ),
  listener: async ({ id }, { clients, lookup }) =>
    await clients.elb.send(
      new elb.RemoveTagsCommand({ ResourceArns: [must(lookup(id, 'arn'))], TagKeys: [tagged] }),
    ),
  taskDefinition: async ({ definition, name }, { clients }) =>
    await clients.ecs.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...(definition as ecs.RegisterTaskDefinitionCommandInput),
        family: name,
        cpu: '1024',
        memory: '2048',
      }),
    ),
  service: async ({ cluster, name }, { clients }) =>
    await clients.ecs.send(
      new ecs.UpdateServiceCommand({
        cluster,
        service: name,
        deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      }),
    ),
  scalableTarget: async ({ resourceId }, { clients }) =>
    await clients.scaling.send(
      new scaling.RegisterScalableTargetCommand({
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: resourceId,
        MaxCapacity: 99,
      }),
    ),
  scalingPolicy: async ({ resourceId, policyName }, { clients }) =>
    await clients.scaling.send(
      new scaling.PutScalingPolicyCommand({
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: resourceId,
        PolicyName: policyName,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 1,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
        },
      }),
    ),
};

/** Changes a resource by hand, in a way that its kind owns. */
export async function driftApart(resource: Resource, scope: EngineScope): Promise<void> {
  // A resource only ever meets the drift of its own kind.
  await (drift[resource.kind] as (resource: Resource, scope: EngineScope) => Promise<unknown>)(
    resource,
    scope,
  );
}
