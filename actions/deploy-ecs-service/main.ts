import * as core from '@actions/core';
import { createClients, deployEcsService } from '@phaseline/reconciler';
import { readTaskDefinition } from '../read-task-definition.ts';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';

await runAction(async ({ signal }) => {
  const { timeoutSeconds, taskDefinition: path, revision = '', ...inputs } = readInputs();
  const { component } = inputs;
  const taskDefinition = path === undefined ? revision : await readTaskDefinition(path);
  const result = await deployEcsService(
    { ...inputs, taskDefinition, wait: { timeoutSeconds } },
    { clients: createClients(), signal, report: reportToLog },
  );
  core.info(
    `${component}: ${result.changed ? 'deployed' : 'unchanged'}, ${result.runningCount} running ${result.revision} after ${result.seconds.toFixed(1)} s`,
  );
  core.setOutput('revision', result.revision);
  core.setOutput('changed', result.changed);
  core.setOutput('service', result.service);
  core.setOutput('running-count', result.runningCount);
  core.setOutput('deployment-id', result.deploymentId ?? '');
  await core.summary
    .addRaw(
      `**${component}**: \`${result.revision}\` ${result.changed ? 'deployed' : 'unchanged'}, ${result.runningCount} running`,
      true,
    )
    .write();
});
