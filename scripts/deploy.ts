import { terminalReporter } from '@phaseline/workflow-runner';
import { readFlags, runCommand } from './command-line.ts';
import { runDeployment } from './deployment/run-deployment.ts';
import { readEnvironmentName, readPhase } from './read-values.ts';
import { root } from './root.ts';

const help = `
npm run deploy -- --phase ecs [--environment NAME]

Runs .github/workflows/deploy.yml on this machine against whatever endpoint, region and credentials the environment names
(AWS_ENDPOINT_URL, AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID, ...).

  --phase ecs|hybrid|serverless   where the components run (default ecs)
  --environment NAME              environment to deploy to (default production)
  -h, --help
`;

await runCommand(help, async (parameters, signal) => {
  const flags = readFlags(parameters, {
    phase: { type: 'string', default: 'ecs' },
    environment: { type: 'string', default: 'production' },
  });
  const phase = readPhase(flags.phase);
  const environment = readEnvironmentName(flags.environment);
  const { frontUrl, run } = await runDeployment({
    workspace: root,
    phase,
    environment,
    env: process.env,
    reporter: terminalReporter(process.stdout),
    signal,
  });
  console.log(
    `Deployed phase ${phase} to ${environment} in ${run.seconds.toFixed(1)} s. Front door: ${frontUrl}`,
  );
  return 0;
});
