import {
  componentInput,
  deploymentInput,
  environmentInput,
  InputError,
  integerInput,
  optionalInput,
  requiredInput,
} from '../inputs.ts';

/** The inputs of deploy-ecs-service. */
export interface DeployEcsServiceInputs {
  readonly component: string;
  readonly environment: string;
  /** Path; or the revision is given. */
  readonly taskDefinition: string | undefined;
  /** `family:revision` */
  readonly revision: string | undefined;
  readonly deployment: string;
  readonly timeoutSeconds: number;
  /** Undefined: what autoscaling keeps at least. */
  readonly desiredCount: number | undefined;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): DeployEcsServiceInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    ...whatToRun(),
    deployment: deploymentInput(),
    timeoutSeconds: integerInput('timeout-minutes', 1, 180) * 60,
    desiredCount:
      optionalInput('initial-count') === undefined ? undefined : integerInput('initial-count', 0, 1000),
  };
}

function whatToRun(): Pick<DeployEcsServiceInputs, 'taskDefinition' | 'revision'> {
  const taskDefinition = optionalInput('task-definition');
  if (optionalInput('revision') === undefined) {
    const expected = 'the path of a rendered task definition, or the input revision';
    return { taskDefinition: requiredInput('task-definition', expected), revision: undefined };
  }
  if (taskDefinition !== undefined) {
    throw new InputError('task-definition', taskDefinition, 'nothing, since the input revision is given');
  }
  const revision = requiredInput('revision', 'family:revision, e.g. email-service-td:3', /^[\w-]+:\d+$/);
  return { taskDefinition: undefined, revision };
}
