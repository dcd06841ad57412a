import { type AwsPlace, arnsIn } from '../arns.ts';
import { environmentPrefix } from '../environment.ts';
import { fitName } from '../fit-name.ts';
import { fillPlaceholders } from '../task-definition/fill-placeholders.ts';
import type { FunctionDefinition } from './shape.ts';

const longestName = 64;

/** What {@link renderFunction} takes. */
export interface RenderFunction<T extends FunctionDefinition> {
  /** The function with its placeholders; left as it is. */
  readonly template: T;
  readonly environment: string;
  readonly place: AwsPlace;
  /** What to put in for each placeholder, by name without `${}`. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

/**
 * Puts a function into an environment: placeholders filled, its name and a role given by name with the environment's prefix, the
 * role's name made its ARN. The rest is as it is in the template.
 * @returns a new object
 * @throws Error naming a placeholder without a value; RangeError when the environment's name is not valid
 */
export function renderFunction<T extends FunctionDefinition>(request: RenderFunction<T>): T {
  const { template, environment, place, values } = request;
  const prefix = environmentPrefix(environment);
  const placed = (name: string) => fitName(`${prefix}${name}`, longestName);
  const role = (name: string) => (name.startsWith('arn:') ? name : arnsIn(place).role(placed(name)));
  const filled = fillPlaceholders(template, values, 'function.json');
  const { FunctionName, Role } = filled;
  return {
    ...filled,
    ...(FunctionName !== undefined && { FunctionName: placed(FunctionName) }),
    ...(Role !== undefined && { Role: role(Role) }),
  };
}
