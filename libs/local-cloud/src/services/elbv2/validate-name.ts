import { validationError } from './errors.ts';

/**
 * The rule for names of load balancers and target groups.
 * @throws `ValidationError` in AWS's words.
 */
export function validateName(what: 'load balancer' | 'target group', name: string | undefined): string {
  if (name === undefined || name === '') throw validationError(`The ${what} name cannot be empty`);
  if (name.length > 32)
    throw validationError(`The ${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    throw validationError(
      `The ${what} name '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`,
    );
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    throw validationError(`The ${what} name '${name}' cannot begin or end with a hyphen(-)`);
  }
  if (what === 'load balancer' && name.startsWith('internal-')) {
    throw validationError(`The load balancer name '${name}' cannot begin with 'internal-'`);
  }
  return name;
}
