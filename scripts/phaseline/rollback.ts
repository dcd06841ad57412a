import { runWorkflowHere } from './run-workflow-here.ts';
import type { Subcommand } from './subcommand.ts';

/** Runs the deploy workflow with its input rollback. */
export const rollback: Subcommand = {
  summary: 'take the last deployment back: what ran before is released again, nothing is built',
  help: `
npm run phaseline -- rollback [--phase ecs|hybrid|serverless] [--env NAME] [--json]

Runs .github/workflows/deploy.yml with its input rollback on this machine, against the AWS that the environment names. Every component that
the last deployment released goes back to the task definition or the version it ran before; the others stay. A second rollback goes
forward again. Where there is nothing to go back to the plan says so, and nothing is written. plan --rollback shows what would happen.

  --phase ecs|hybrid|serverless   the phase of before the last deployment (default ecs)
  --env NAME                      default production
  --json                          the result as JSON; progress goes to stderr
`,
  run: async (parameters, signal) => await runWorkflowHere(parameters, signal, { rollback: true }),
};
