import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { parseComponent } from '@phaseline/model';
import { createClients, fetchVersion, publishLambda } from '@phaseline/reconciler';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';
import { readFunction } from './read-function.ts';

await runAction(async ({ signal }) => {
  const { zip: path = '', version, function: settingsPath, ...inputs } = readInputs();
  const context = { clients: createClients(), signal, report: reportToLog };
  const template = await readFunction(settingsPath);
  const { environment } = inputs;
  const component = parseComponent(inputs.component);
  const release =
    version === undefined
      ? { functionSettings: template, zip: await readZip(path) }
      : await fetchVersion({ environment, component, version, template }, context);
  const result = await publishLambda({ ...inputs, ...release }, context);
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

async function readZip(path: string): Promise<Uint8Array> {
  return await readFile(path).catch((error: unknown) => {
    throw new Error(`Zip "${path}" cannot be read`, { cause: error });
  });
}
