import { terminalReporter } from '@phaseline/workflow-runner';
import { readFlags } from '../command-line.ts';
import { runDeployment } from '../deployment/run-deployment.ts';
import { readEnvironmentName, readPhase } from '../read-values.ts';
import { root } from '../root.ts';
import { printJson, type Subcommand } from './subcommand.ts';

/** Runs the deploy workflow. */
export const deploy: Subcommand = {
  summary: 'build, release and move an environment into a phase: the deploy workflow, here',
  help: `
npm run phaseline -- deploy --phase ecs|hybrid|serverless [--env NAME] [--json]

Runs .github/workflows/deploy.yml on this machine against the AWS that the environment names, with the repository variables that
the environment has under the same names (NODE_IMAGE, EMAIL_FROM, DOMAIN, QUIET_SECONDS, ...).

  --phase ecs|hybrid|serverless   where the components run (default ecs)
  --env NAME                      default production
  --json                          the result as JSON; progress goes to stderr
`,
  async run(parameters, signal) {
    const flags = readFlags(parameters, {
      phase: { type: 'string', default: 'ecs' },
      env: { type: 'string', default: 'production' },
      json: { type: 'boolean', default: false },
    });
    const phase = readPhase(flags.phase);
    const environment = readEnvironmentName(flags.env, 'env');
    const { frontUrl, seconds, run } = await runDeployment({
      workspace: root,
      phase,
      environment,
      env: process.env,
      reporter: terminalReporter(flags.json ? process.stderr : process.stdout),
      signal,
    });
    if (flags.json) printJson({ phase, environment, frontUrl, seconds });
    else
      console.log(
        `Deployed phase ${phase} to ${environment} in ${run.seconds.toFixed(1)} s. Front door: ${frontUrl}`,
      );
    return 0;
  },
};
