import { createClients, type Context } from '@phaseline/reconciler';

/** One word behind `npm run phaseline --`. */
export interface Subcommand {
  /** What it does, for the list of all. */
  readonly summary: string;
  /** All of it, for `--help`. */
  readonly help: string;
  /** Does it; its number is the exit code. */
  readonly run: (parameters: readonly string[], signal: AbortSignal) => Promise<number>;
}

/** The AWS that the environment names, and what is done there a line a change, on stderr: stdout is for results. */
export function awsContext(signal: AbortSignal): Context {
  if ((process.env['AWS_REGION'] ?? '') === '') {
    throw new Error(
      'No AWS region in the environment: set AWS_REGION (npm run cloud prints all that is needed)',
    );
  }
  return {
    clients: createClients(),
    signal,
    report: ({ resource, action, detail }) => {
      if (action !== 'unchanged')
        console.error(`${action.padEnd(9)} ${resource}${detail ? `  ${detail}` : ''}`);
    },
  };
}

/** A result as JSON on stdout. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, undefined, 2));
}
