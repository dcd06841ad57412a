import { destroyEnvironment } from '@phaseline/reconciler';
import { readFlags, UsageError } from '../command-line.ts';
import { environmentFlags, readEnvironmentFlag } from './environment-flag.ts';
import { awsContext, printJson, type Subcommand } from './subcommand.ts';

/** Removes an environment. */
export const destroy: Subcommand = {
  summary: 'remove an environment, whatever phase it is in; never production',
  help: `
npm run phaseline -- destroy --env NAME [--json]

Removes everything of an environment, its orders included, whatever phases it was in. Production is refused.

  --env NAME   required
  --json       what was removed as JSON; progress goes to stderr
`,
  async run(parameters, signal) {
    const flags = readFlags(parameters, {
      ...environmentFlags,
      json: { type: 'boolean', default: false },
    });
    const environment = readEnvironmentFlag(flags, undefined);
    if (environment === 'production') {
      throw new UsageError('--env production: never destroyed, its queues and table hold orders');
    }
    const request = { environment, emailFrom: process.env['EMAIL_FROM'] || 'orders@example.com' };
    const { removed } = await destroyEnvironment(request, awsContext(signal));
    if (flags.json) printJson({ environment, removed });
    else console.log(`Removed ${removed.length} resources of environment ${environment}`);
    return 0;
  },
};
