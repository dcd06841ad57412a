import * as core from '@actions/core';
import { createClients, destroyEnvironment } from '@phaseline/reconciler';
import { repositoryApi } from '../github.ts';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { wantedPreviews } from '../wanted-previews.ts';
import { readInputs } from './inputs.ts';

await runAction(async ({ signal }) => {
  const { environment, phase, unlessWanted, token } = readInputs();
  const number = Number(/^pr-(\d+)$/.exec(environment)?.[1]);
  const wanted =
    unlessWanted !== undefined &&
    (await wantedPreviews(repositoryApi(token, signal), unlessWanted)).has(number);
  core.setOutput('skipped', wanted);
  if (wanted) return core.info(`${environment} stays: its pull request is open and wants it`);
  // The address matters to the email identity only, which stays: environments share it.
  const request = { environment, phase, emailFrom: 'unused@localhost' };
  const context = { clients: createClients(), signal, report: reportToLog };
  const { removed } = await destroyEnvironment(request, context);
  core.info(`${environment}: ${removed.length} resources removed`);
  core.setOutput('removed', JSON.stringify(removed));
  core.summary.addHeading(`${environment}: ${removed.length} resources removed`, 3);
  core.summary.addRaw(removed.map((id) => `- \`${id}\``).join('\n'), true);
  await core.summary.write();
});
