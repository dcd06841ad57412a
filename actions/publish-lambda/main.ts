import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { createClients, publishLambda } from '@phaseline/reconciler';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';
import { readFunction } from './read-function.ts';

await runAction(async ({ signal }) => {
  const { zip: path, function: settingsPath, ...inputs } = readInputs();
  const functionSettings = await readFunction(settingsPath);
  const zip = await readFile(path).catch((error: unknown) => {
    throw new Error(`Zip "${path}" cannot be read`, { cause: error });
  });
  const result = await publishLambda(
    { ...inputs, zip, functionSettings },
    { clients: createClients(), signal, report: reportToLog },
  );
  const outcome = result.changed ? 'published' : 'unchanged';
  core.info(
    `${inputs.component}: ${outcome}, ${result.functionName} version ${result.version} after ${result.seconds.toFixed(1)} s`,
  );
  core.setOutput('function', result.functionName);
  core.setOutput('version', result.version);
  core.setOutput('changed', result.changed);
  core.setOutput('code-sha256', result.codeSha256);
  core.setOutput('mapping', result.mapping ?? '');
  await core.summary
    .addRaw(`**${inputs.component}**: \`${result.functionName}\` version ${result.version} ${outcome}`, true)
    .write();
});
