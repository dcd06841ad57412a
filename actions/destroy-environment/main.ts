import * as core from '@actions/core';
import { createClients, destroyEnvironment, ReconcileFailed } from '@phaseline/reconciler';
import { repositoryApi } from '../github.ts';
import { reportToLog } from '../report.ts';
import { runAction } from '../run.ts';
import { wantedPreviews } from '../wanted-previews.ts';
import { readInputs } from './inputs.ts';
import { resultMarkdown } from './result-markdown.ts';

await runAction(async ({ signal }) => {
  const { environment, phase, unlessWanted, token } = readInputs();
  const number = Number(/^pr-(\d+)$/.exec(environment)?.[1]);
  const wanted =
    unlessWanted !== undefined &&
    (await wantedPreviews(repositoryApi(token, signal), unlessWanted)).has(number);
  core.setOutput('number', Number.isNaN(number) ? '' : number);
  core.setOutput('skipped', wanted);
  if (wanted) return core.info(`${environment} stays: its pull request is open and wants it`);
  const removed: string[] = [];
  let left: string[] = [];
  try {
    // The address matters to the email identity only, which stays: environments share it.
    const request = { environment, phase, emailFrom: 'unused@localhost' };
    await destroyEnvironment(request, {
      clients: createClients(),
      signal,
      report(event) {
        reportToLog(event);
        if (event.action === 'removed' && !removed.includes(event.resource)) removed.push(event.resource);
      },
    });
  } catch (error) {
    if (error instanceof ReconcileFailed)
      left = [...error.failures.map(({ resource }) => resource), ...error.skipped.keys()];
    throw error;
  } finally {
    // Also of a removal that failed: what is gone, and what is left for the next.
    core.info(`${environment}: ${removed.length} resources removed, ${left.length} left`);
    core.setOutput('removed', JSON.stringify(removed));
    core.setOutput('left', JSON.stringify(left));
    await core.summary.addRaw(resultMarkdown(environment, { removed, left }), true).write();
  }
});
