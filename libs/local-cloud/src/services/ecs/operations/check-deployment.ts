import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { AwsError } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';

/**
 * Checks how a service wants to be deployed.
 * @throws AwsError InvalidParameterException, or UnsupportedFeatureException naming what is not built.
 */
export function checkDeployment(configuration: DeploymentConfiguration): void {
  const { strategy = 'ROLLING', minimumHealthyPercent = 100, maximumPercent = 200 } = configuration;
  const notBuilt = [
    strategy === 'ROLLING' ? undefined : `strategy ${strategy}`,
    configuration.alarms?.enable === true ? 'alarms' : undefined,
    (configuration.lifecycleHooks?.length ?? 0) > 0 ? 'lifecycleHooks' : undefined,
    (configuration.bakeTimeInMinutes ?? 0) > 0 ? 'bakeTimeInMinutes' : undefined,
    configuration.earlySuccessCriteria === undefined ? undefined : 'earlySuccessCriteria',
  ].find((name) => name !== undefined);
  if (notBuilt !== undefined) {
    throw new AwsError(
      'UnsupportedFeatureException',
      `${notBuilt} of a deployment configuration is not built in this cloud.`,
    );
  }
  if (minimumHealthyPercent < 0 || minimumHealthyPercent > 100) {
    throw invalidParameter('minimumHealthyPercent must be between 0 and 100.');
  }
  if (maximumPercent < 100 || maximumPercent > 200) {
    throw invalidParameter('maximumPercent must be between 100 and 200.');
  }
  if (maximumPercent === 100 && minimumHealthyPercent === 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }
}
