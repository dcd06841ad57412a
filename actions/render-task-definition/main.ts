import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { placeTaskDefinition, renderTaskDefinition } from '@phaseline/model';
import { createClients, taskDefinitionValues } from '@phaseline/reconciler';
import { readTaskDefinition } from '../read-task-definition.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';

await runAction(async ({ signal }) => {
  const inputs = readInputs();
  const { component, environment, emailFrom } = inputs;
  const template = await readTaskDefinition(inputs.taskDefinition);
  const values = await taskDefinitionValues(
    { component, environment, emailFrom, imageDigest: inputs.imageDigest },
    { clients: createClients(), signal },
  );
  const { AWS_ACCOUNT_ID: account = '', AWS_REGION: region = '', IMAGE: image = '' } = values;
  const rendered = renderTaskDefinition({
    template: placeTaskDefinition(template, environment, { account, region }),
    values,
    images: { [component]: image, ...inputs.images },
    environment: { [component]: inputs.environmentVariables },
  });
  const folder = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'task-definitions', environment);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${component}.json`);
  await writeFile(path, `${JSON.stringify(rendered, undefined, 2)}\n`);
  core.info(`Rendered ${inputs.taskDefinition} for ${environment} as ${path}`);
  core.setOutput('task-definition', path);
});
