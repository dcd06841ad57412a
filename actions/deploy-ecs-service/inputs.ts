import { componentInput, environmentInput, integerInput, optionalInput, requiredInput } from '../inputs.ts';

/** The inputs of deploy-ecs-service. */
export interface DeployEcsServiceInputs {
  readonly component: string;
  readonly environment: string;
  readonly taskDefinition: string;
  readonly timeoutSeconds: number;
  /** Undefined: what autoscaling keeps at least. */
  readonly desiredCount: number | undefined;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): DeployEcsServiceInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    taskDefinition: requiredInput('task-definition', 'the path of a rendered task definition'),
    timeoutSeconds: integerInput('timeout-minutes', 1, 180) * 60,
    desiredCount:
      optionalInput('initial-count') === undefined ? undefined : integerInput('initial-count', 0, 1000),
  };
}
