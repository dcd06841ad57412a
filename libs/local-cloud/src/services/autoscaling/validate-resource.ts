import { DIMENSION } from './auto-scaling.ts';
import { validationException } from './errors.ts';

/**
 * Checks the three members that name what is scaled.
 * @returns the resource id, `service/CLUSTER/SERVICE`.
 * @throws `ValidationException` also for what only AWS can scale.
 */
export function validateResource(input: {
  ServiceNamespace?: string | undefined;
  ResourceId?: string | undefined;
  ScalableDimension?: string | undefined;
}): string {
  if (input.ServiceNamespace !== 'ecs') {
    throw validationException(
      `Service namespace '${input.ServiceNamespace}' is not supported by the local cloud, which scales ecs only`,
    );
  }
  if (input.ScalableDimension !== DIMENSION) {
    throw validationException(
      `Unsupported service namespace, resource type or scalable dimension: '${input.ScalableDimension}' must be '${DIMENSION}'`,
    );
  }
  const resourceId = input.ResourceId ?? '';
  if (!/^service\/[\w-]+\/[\w-]+$/.test(resourceId)) {
    throw validationException(`ResourceId '${resourceId}' must be of the form service/CLUSTER/SERVICE`);
  }
  return resourceId;
}
