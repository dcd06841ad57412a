import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import { callService } from '../../../call-service.ts';
import { AwsError } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import type { Ecs } from '../records.ts';

async function checkExist(ecs: Ecs, what: string, operation: string, input: object): Promise<void> {
  const context = ecs.environment.contextFor('ecs.amazonaws.com');
  await callService(ecs.deps.ec2, operation, input, context).catch((cause: unknown) => {
    if (!(cause instanceof AwsError)) throw cause;
    const ids = Object.values(input).flat().join(', ');
    throw new AwsError(
      'InvalidParameterException',
      `Error retrieving ${what} information for [${ids}]: ${cause.message} (ErrorCode: ${cause.code})`,
      { cause },
    );
  });
}

/** Checks that the subnets and security groups of a task are there. @throws AwsError InvalidParameterException. */
export async function checkNetwork(ecs: Ecs, configuration: NetworkConfiguration | undefined): Promise<void> {
  const { subnets = [], securityGroups = [] } = configuration?.awsvpcConfiguration ?? {};
  if (subnets.length === 0) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  await checkExist(ecs, 'subnet', 'DescribeSubnets', { SubnetIds: subnets });
  if (securityGroups.length > 0) {
    await checkExist(ecs, 'security group', 'DescribeSecurityGroups', { GroupIds: securityGroups });
  }
}
