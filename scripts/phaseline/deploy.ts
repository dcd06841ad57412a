import { runWorkflowHere } from './run-workflow-here.ts';
import type { Subcommand } from './subcommand.ts';

/** Runs the deploy workflow. */
export const deploy: Subcommand = {
  summary: 'build, release and move an environment into a phase: the deploy workflow, here',
  help: `
npm run phaseline -- deploy --phase ecs|hybrid|serverless [--env NAME] [--json]

Runs .github/workflows/deploy.yml on this machine against the AWS that the environment names, with the repository variables that
the environment has under the same names (NODE_IMAGE, EMAIL_FROM, DOMAIN, CERTIFICATE_ARN, QUIET_SECONDS, ...).

  --phase ecs|hybrid|serverless   where the components run (default ecs)
  --env NAME                      default production
  --json                          the result as JSON; progress goes to stderr
`,
  run: async (parameters, signal) => await runWorkflowHere(parameters, signal, { rollback: false }),
};
