import { terminalReporter } from '@phaseline/workflow-runner';
import { readFlags } from '../command-line.ts';
import { runDeployment } from '../deployment/run-deployment.ts';
import { readPhase } from '../read-values.ts';
import { root } from '../root.ts';
import { environmentFlags, readEnvironmentFlag } from './environment-flag.ts';
import { printJson } from './subcommand.ts';

/**
 * Runs the deploy workflow by the flags of `deploy` and `rollback`, and says what came of it.
 * @returns the exit code
 * @throws DeploymentFailed when the workflow did not succeed; UsageError for a wrong flag
 */
export async function runWorkflowHere(
  parameters: readonly string[],
  signal: AbortSignal,
  { rollback }: { readonly rollback: boolean },
): Promise<number> {
  const flags = readFlags(parameters, {
    phase: { type: 'string', default: 'ecs' },
    ...environmentFlags,
    json: { type: 'boolean', default: false },
  });
  const phase = readPhase(flags.phase);
  const environment = readEnvironmentFlag(flags, 'production');
  const { frontUrl, seconds, run } = await runDeployment({
    workspace: root,
    phase,
    environment,
    rollback,
    env: process.env,
    reporter: terminalReporter(flags.json ? process.stderr : process.stdout),
    signal,
  });
  // The page that GitHub shows of a run, as it is.
  const page = run.jobs.find(({ id }) => id === 'report')?.summary ?? '';
  if (flags.json) printJson({ phase, environment, rollback, frontUrl, seconds, page });
  else {
    console.log(`\n${page.trim()}\n`);
    const what = rollback ? `Rolled ${environment} back` : `Deployed ${environment}`;
    console.log(`${what} in phase ${phase} in ${run.seconds.toFixed(1)} s. Front door: ${frontUrl}`);
  }
  return 0;
}
