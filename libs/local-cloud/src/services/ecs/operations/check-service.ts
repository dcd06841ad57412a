import type { CreateServiceRequest, LoadBalancer } from '@aws-sdk/client-ecs';
import type { DescribeTargetGroupsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { callService } from '../../../call-service.ts';
import { AwsError } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import type { DefinitionRecord, Ecs } from '../records.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkNetwork } from './check-network.ts';

type Settings = Partial<Omit<CreateServiceRequest, 'cluster' | 'serviceName' | 'taskDefinition'>>;

/** Settings that would change what runs and are not built: silence would be a lie. */
const NOT_BUILT = [
  'serviceConnectConfiguration',
  'serviceRegistries',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'gatewayConnectors',
] as const;

async function checkLoadBalancer(
  ecs: Ecs,
  { definition }: DefinitionRecord,
  balancer: LoadBalancer,
): Promise<void> {
  const { targetGroupArn, containerName, containerPort } = balancer;
  if (targetGroupArn === undefined) throw invalidParameter('loadBalancers needs a targetGroupArn.');
  const container = definition.containerDefinitions?.find(({ name }) => name === containerName);
  if (container === undefined) {
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
  }
  if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
    throw invalidParameter(
      `The container ${containerName} did not have a container port ${containerPort} defined.`,
    );
  }
  const context = ecs.environment.contextFor('ecs.amazonaws.com');
  const groups = await callService<DescribeTargetGroupsOutput>(
    ecs.deps.elbv2,
    'DescribeTargetGroups',
    { TargetGroupArns: [targetGroupArn] },
    context,
  ).catch((cause: unknown) => {
    throw new AwsError('InvalidParameterException', `The target group ${targetGroupArn} does not exist.`, {
      cause,
    });
  });
  const group = groups.TargetGroups?.[0];
  if (group?.TargetType !== 'ip') {
    throw invalidParameter(
      `The provided target group ${targetGroupArn} has target type ${group?.TargetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  }
  if ((group.LoadBalancerArns?.length ?? 0) === 0) {
    throw invalidParameter(
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    );
  }
}

/** Checks what CreateService and UpdateService have in common. @throws AwsError InvalidParameterException. */
export async function checkService(ecs: Ecs, settings: Settings, record: DefinitionRecord): Promise<void> {
  const member = NOT_BUILT.find(
    (name) =>
      (settings[name] as { length?: number } | undefined)?.length !== 0 && settings[name] !== undefined,
  );
  if (member !== undefined)
    throw new AwsError('UnsupportedFeatureException', `${member} of a service is not built in this cloud.`);
  if (settings.launchType !== undefined && settings.launchType !== 'FARGATE') {
    throw new AwsError(
      'UnsupportedFeatureException',
      `Launch type '${settings.launchType}' is not built in this cloud; use FARGATE.`,
    );
  }
  if (settings.launchType !== undefined && (settings.capacityProviderStrategy?.length ?? 0) > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (
    (settings.deploymentController?.type ?? 'ECS') !== 'ECS' ||
    (settings.schedulingStrategy ?? 'REPLICA') !== 'REPLICA'
  ) {
    throw new AwsError(
      'UnsupportedFeatureException',
      'Only deployment controller ECS and scheduling strategy REPLICA are built in this cloud.',
    );
  }
  checkDeployment(settings.deploymentConfiguration ?? {});
  if ((settings.desiredCount ?? 0) < 0) throw invalidParameter('desiredCount must not be negative.');
  await checkNetwork(ecs, settings.networkConfiguration);
  for (const balancer of settings.loadBalancers ?? []) await checkLoadBalancer(ecs, record, balancer);
}
