/** The environment whose names carry no prefix. */
export const defaultEnvironment = 'production';

const pattern = /^[a-z](?:-?[a-z0-9])*$/;
const longest = 20;

/** First words that AWS refuses in a name we build: load balancers may not start with `internal-`, security groups with `sg-`. */
const refused = ['internal', 'sg'];

/**
 * Checks an environment's name: 1 to 20 lower-case letters, digits and single hyphens, starting with a letter.
 * @returns the name as given
 * @throws RangeError naming the value and what is expected
 */
export function parseEnvironment(value: string): string {
  if (!pattern.test(value) || value.length > longest) {
    throw new RangeError(
      `bad environment name ${JSON.stringify(value)}: expected at most ${longest} lower-case letters, digits ` +
        `and single hyphens, starting with a letter and not ending with a hyphen (for example "pr-17")`,
    );
  }
  const first = refused.find((word) => value === word || value.startsWith(`${word}-`));
  if (first !== undefined) {
    throw new RangeError(
      `bad environment name ${JSON.stringify(value)}: AWS refuses names that start with "${first}-"; choose another first word`,
    );
  }
  return value;
}

/** What every name of the environment starts with: nothing in production, else `<environment>-`. */
export function environmentPrefix(environment: string): string {
  const name = parseEnvironment(environment);
  return name === defaultEnvironment ? '' : `${name}-`;
}
