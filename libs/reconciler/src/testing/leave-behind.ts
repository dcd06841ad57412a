import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateServiceCommand,
  DeregisterTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { tagsFor } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import { toLowerTagList } from '../aws/tags.ts';
import { pushImage } from './push-image.ts';

/**
 * What an environment that is there may have besides what the model knows: the component of a branch (its queue, its service), a second
 * API by a race, an image, an older revision, and one of which nothing is registered any more.
 * @returns the ids of what has one of its own
 */
export async function leaveBehind(environment: string, clients: Clients): Promise<string[]> {
  const tags = { ...tagsFor('order-system', environment) };
  const named = (name: string) => `${environment}-${name}`;
  const { QueueUrl } = await clients.sqs.send(
    new CreateQueueCommand({ QueueName: named('billing-queue'), tags }),
  );
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const queueArn = Attributes?.QueueArn ?? '';
  const account = queueArn.split(':')[4] ?? '';
  const TopicArn = `arn:aws:sns:us-east-1:${account}:${named('order-events')}`;
  await clients.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
  // Of the function itself, not of its alias: nobody looks for that one.
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: named('email-lambda'),
      EventSourceArn: queueArn.replace('billing', 'email-service'),
      Enabled: false,
      Tags: tags,
    }),
  );
  await clients.apiGateway.send(
    new CreateApiCommand({ Name: named('pubsub-api'), ProtocolType: 'HTTP', Tags: tags }),
  );
  await leaveImage(named('email-service'), clients);
  await leaveService(environment, clients);
  return [
    `queue/${named('billing-queue')}`,
    `service/${named('billing')}`,
    `taskDefinition/${named('billing-td')}`,
    `taskDefinition/${named('former-td')}`,
    `scalableTarget/service/${named('pubsub-cluster')}/${named('billing')}`,
  ];
}

async function leaveImage(repository: string, clients: Clients): Promise<void> {
  const { repositories } = await clients.ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repository] }),
  );
  await pushImage(repositories?.[0]?.repositoryUri ?? '', 'console.log("left behind")', clients);
}

async function leaveService(environment: string, { ecs, ec2, scaling }: Clients): Promise<void> {
  const tags = toLowerTagList(tagsFor('order-system', environment));
  const register = (family: string) =>
    new RegisterTaskDefinitionCommand({
      family: `${environment}-${family}`,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'app' }],
      tags,
    });
  for (const family of ['billing-td', 'billing-td', 'former-td']) await ecs.send(register(family));
  const familyPrefix = `${environment}-former-td`;
  const { taskDefinitionArns = [] } = await ecs.send(new ListTaskDefinitionsCommand({ familyPrefix }));
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: taskDefinitionArns[0] }));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const [cluster, service] = [`${environment}-pubsub-cluster`, `${environment}-billing`];
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: service,
      taskDefinition: `${environment}-billing-td`,
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [Subnets[0]?.SubnetId ?? ''] } },
      tags,
    }),
  );
  const target = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: `service/${cluster}/${service}`,
  } as const;
  await scaling.send(
    new RegisterScalableTargetCommand({
      ...target,
      MinCapacity: 0,
      MaxCapacity: 1,
      Tags: { ...tagsFor('order-system', environment) },
    }),
  );
  await scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: `${service}-load`,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    }),
  );
}
