import { join } from 'node:path';
import { userInfo } from 'node:os';
import { readFunctions } from '@phaseline/actions/apply-phase/read-functions';
import { applyPhase } from '@phaseline/reconciler';
import { readFlags, readInteger } from '../command-line.ts';
import { readDomain, readPhase } from '../read-values.ts';
import { root } from '../root.ts';
import { environmentFlags, readEnvironmentFlag } from './environment-flag.ts';
import { awsContext, printJson, type Subcommand } from './subcommand.ts';

/** Moves what is released. */
export const switchPhases: Subcommand = {
  summary: 'move consumers and fronts to where a phase places them; what is released already',
  help: `
npm run phaseline -- switch --phase ecs|hybrid|serverless [--env NAME] [options]

Stage switch of the deploy workflow alone: new versions go live, consumers and fronts are moved, the old side is retired. Everything must
be provisioned and released; a move that a run left half done is finished. Nothing to do: nothing is written.

  --phase ecs|hybrid|serverless   where the components are to run; required
  --env NAME                      default production
  --domain NAME                   domain whose weighted records shift from front to front (default: DOMAIN of the environment)
  --certificate-arn ARN           the domain's certificate (default: CERTIFICATE_ARN of the environment)
  --quiet-seconds N               how long an old front must be quiet before it goes (default 300)
  --patience-seconds N            how long one thing is waited for (default 900)
  --proof-messages N              how much a new side must have done before it is trusted (default 20)
  --proof-error-percent N         how much of that may fail (default 2)
  --proof-idle-seconds N          how long it must have been without work to be trusted without it (default 120)
  --json                          the result as JSON; progress goes to stderr
`,
  async run(parameters, signal) {
    const flags = readFlags(parameters, {
      phase: { type: 'string', default: '' },
      ...environmentFlags,
      domain: { type: 'string' },
      'certificate-arn': { type: 'string' },
      'quiet-seconds': { type: 'string', default: process.env['QUIET_SECONDS'] || '300' },
      'patience-seconds': { type: 'string', default: process.env['PATIENCE_SECONDS'] || '900' },
      'proof-messages': { type: 'string', default: process.env['PROOF_MESSAGES'] || '20' },
      'proof-error-percent': { type: 'string', default: process.env['PROOF_ERROR_PERCENT'] || '2' },
      'proof-idle-seconds': { type: 'string', default: process.env['PROOF_IDLE_SECONDS'] || '120' },
      json: { type: 'boolean', default: false },
    });
    const integer = (
      flag: 'quiet-seconds' | 'patience-seconds' | `proof-${'messages' | 'error-percent' | 'idle-seconds'}`,
      least: number,
      most: number,
    ) => readInteger(flag, flags[flag], least, most);
    const phase = readPhase(flags.phase);
    const environment = readEnvironmentFlag(flags, 'production');
    const result = await applyPhase(
      {
        phase,
        environment,
        stage: 'switch',
        emailFrom: process.env['EMAIL_FROM'] || 'orders@example.com',
        functions: await readFunctions(join(root, 'lambda')),
        domain: readDomain(flags),
        permissionsBoundary: process.env['AWS_PERMISSIONS_BOUNDARY_ARN'] || undefined,
        quietSeconds: integer('quiet-seconds', 0, 86_400),
        patienceSeconds: integer('patience-seconds', 1, 86_400),
        proof: {
          leastProcessed: integer('proof-messages', 0, 1_000_000),
          mostErrors: integer('proof-error-percent', 0, 100) / 100,
          idleSeconds: integer('proof-idle-seconds', 0, 86_400),
        },
        holder: `${userInfo().username} at a command line`,
      },
      awsContext(signal),
    );
    const { frontUrl, moved } = result;
    const { outcome = 'unchanged', steps = [], warnings = [] } = moved ?? {};
    if (flags.json) printJson({ phase, environment, outcome, steps, warnings, frontUrl });
    else {
      for (const warning of warnings) console.log(`Warning: ${warning}`);
      console.log(
        outcome === 'moved'
          ? `Moved ${environment} to phase ${phase}. Front door: ${frontUrl}`
          : `${environment} is in phase ${phase} already; nothing was moved. Front door: ${frontUrl}`,
      );
    }
    return 0;
  },
};
