import * as core from '@actions/core';
import { applyPhase, createClients } from '@phaseline/reconciler';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';

await runAction(async ({ signal }) => {
  const inputs = readInputs();
  const result = await applyPhase(inputs, { clients: createClients(), signal, report: reportToLog });
  const changed = result.resources.filter((resource) => resource.action !== 'unchanged');
  core.info(
    `Phase ${inputs.phase}, ${inputs.stage}: ${changed.length} of ${result.resources.length} resources changed`,
  );
  core.setOutput('front-url', result.frontUrl ?? '');
  core.setOutput(
    'components',
    JSON.stringify(
      result.components.filter((item) => item.placement === 'ecs').map((item) => item.component),
    ),
  );
  core.setOutput('changes', changed.length);
  core.setOutput('table', result.table);
  core.summary.addHeading(`Phase ${inputs.phase}: ${inputs.stage}`, 3);
  if (result.frontUrl) core.summary.addRaw(`Front door: <${result.frontUrl}>`, true);
  if (changed.length > 0) {
    core.summary.addTable([
      [
        { data: 'Change', header: true },
        { data: 'Kind', header: true },
        { data: 'Name', header: true },
      ],
      ...changed.map((resource) => [resource.action, resource.kind, resource.name]),
    ]);
  } else
    core.summary.addRaw(
      `All ${result.resources.length} resources are as they should be; nothing was written.`,
      true,
    );
  await core.summary.write();
});
