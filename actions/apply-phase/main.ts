import * as core from '@actions/core';
import { applyPhase, createClients } from '@phaseline/reconciler';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';
import { holderName } from './holder.ts';
import { readFunctions } from './read-functions.ts';

await runAction(async ({ signal }) => {
  const { functions: folder, ...inputs } = readInputs();
  const functions = await readFunctions(folder);
  const context = { clients: createClients(), signal, report: reportToLog };
  const result = await applyPhase({ ...inputs, functions, holder: holderName(process.env) }, context);
  const changed = result.resources.filter((resource) => resource.action !== 'unchanged');
  core.info(
    `Phase ${inputs.phase}, ${inputs.stage}: ${changed.length} of ${result.resources.length} resources changed`,
  );
  for (const warning of result.moved?.warnings ?? []) core.warning(warning);
  core.setOutput('deployment', inputs.deployment);
  core.setOutput('front-url', result.frontUrl ?? '');
  core.setOutput('ecs-components', JSON.stringify(result.ecsComponents));
  core.setOutput('lambda-components', JSON.stringify(result.lambdaComponents));
  core.setOutput('moving', JSON.stringify(result.moving));
  core.setOutput('changes', changed.length);
  core.setOutput('table', result.table);
  core.summary.addHeading(`Phase ${inputs.phase}: ${inputs.stage}`, 3);
  if (result.frontUrl) core.summary.addRaw(`Front door: <${result.frontUrl}>`, true);
  if (result.moved?.outcome === 'moved') core.summary.addList([...result.moved.steps]);
  if (changed.length > 0) {
    core.summary.addTable([
      [
        { data: 'Change', header: true },
        { data: 'Kind', header: true },
        { data: 'Name', header: true },
      ],
      ...changed.map((resource) => [resource.action, resource.kind, resource.name]),
    ]);
  } else if (result.moved?.outcome !== 'moved')
    core.summary.addRaw(
      `All ${result.resources.length} resources are as they should be; nothing was written.`,
      true,
    );
  await core.summary.write();
});
