import { UsageError } from '../command-line.ts';
import { readEnvironmentName } from '../read-values.ts';

/** `--env`; or `--environment`, since nx keeps a flag `--env` to itself. */
export const environmentFlags = { env: { type: 'string' }, environment: { type: 'string' } } as const;

interface Given {
  readonly env?: string | undefined;
  readonly environment?: string | undefined;
}

/**
 * The environment that either flag names.
 *
 * @param otherwise where neither is given; undefined where one must be.
 * @throws UsageError for a name that is none, for two names, and for none where one must be given.
 */
export function readEnvironmentFlag({ env, environment }: Given, otherwise: string | undefined): string {
  if (env !== undefined && environment !== undefined && env !== environment) {
    throw new UsageError(`--env ${env} and --environment ${environment} are two environments: name one`);
  }
  const name = env ?? environment ?? otherwise;
  if (name === undefined) throw new UsageError('which environment? --env NAME');
  return readEnvironmentName(name, env === undefined ? 'environment' : 'env');
}
