import * as core from '@actions/core';
import { type PullRequest, repositoryApi } from '../github.ts';
import { requiredInput } from '../inputs.ts';
import { runAction } from '../run.ts';
import { whyNotWanted } from '../wanted-previews.ts';

await runAction(async ({ signal }) => {
  const token = requiredInput('github-token', 'the token of the job');
  const number = requiredInput('number', 'the number of a pull request', /^[1-9]\d{0,8}$/);
  const label = requiredInput('label', 'the name of a label');
  const sha = requiredInput('head-sha', 'a commit', /^[0-9a-f]{40}$/);
  const pull = await repositoryApi(token, signal).send<PullRequest>('GET', `/pulls/${number}`);
  const moved = pull.head.sha === sha ? undefined : `its branch is at ${pull.head.sha} by now`;
  const whyNot = whyNotWanted(pull, label) ?? moved;
  core.setOutput('wanted', whyNot === undefined);
  core.setOutput('why-not', whyNot ?? '');
  if (whyNot === undefined) core.info(`Pull request ${number} wants its preview of ${sha}`);
  else core.notice(`No preview of ${sha} for pull request ${number}: ${whyNot}`);
});
