import * as core from '@actions/core';
import { createClients, findPreviews } from '@phaseline/reconciler';
import { repositoryApi } from '../github.ts';
import { requiredInput } from '../inputs.ts';
import { runAction } from '../run.ts';
import { wantedPreviews } from '../wanted-previews.ts';

await runAction(async ({ signal }) => {
  const token = requiredInput('github-token', 'the token of the job');
  const label = requiredInput('label', 'the name of a label');
  // What exists first: a pull request that is opened in between is then seen, and its environment stays.
  const found = await findPreviews({ clients: createClients(), signal });
  const wanted = await wantedPreviews(repositoryApi(token, signal), label);
  const orphans = found.filter(({ number }) => !wanted.has(number));
  for (const { environment, resources } of orphans)
    core.info(`${environment}: nobody wants it, and ${resources.length} resources of it are there`);
  core.setOutput('found', JSON.stringify(found.map(({ environment }) => environment)));
  core.setOutput('orphans', JSON.stringify(orphans.map(({ environment }) => environment)));
  const state = (number: number) => (wanted.has(number) ? 'wanted' : 'to be removed');
  core.summary.addHeading(`Previews: ${found.length}, ${orphans.length} to be removed`, 3);
  for (const { environment, number, resources } of found)
    core.summary.addRaw(`- ${environment}: ${state(number)}, ${resources.length} resources`, true);
  await core.summary.write();
});
