import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { repositoryApi } from '../github.ts';
import { choiceInput, requiredInput } from '../inputs.ts';
import { runAction } from '../run.ts';

interface Issue {
  readonly number: number;
  readonly body: string | null;
  readonly html_url: string;
  readonly user: { readonly type: string } | null;
  /** GitHub lists pull requests among issues. */
  readonly pull_request?: object;
}

await runAction(async ({ signal }) => {
  const api = repositoryApi(requiredInput('github-token', 'the token of the job'), signal);
  const label = requiredInput('label', 'the name of a label');
  const title = requiredInput('title', 'a title');
  const isOpen = choiceInput('open', ['true', 'false']) === 'true';
  const body = await readFile(requiredInput('body-path', 'the path of a file'), 'utf8');
  const open = await api.list<Issue>(`/issues?state=open&labels=${encodeURIComponent(label)}`);
  // A person may use the label; only a bot's issue is ours to change.
  const known = open.find(({ user, pull_request: pull }) => user?.type === 'Bot' && pull === undefined);
  core.setOutput('number', known?.number ?? '');
  if (!isOpen && !known) return core.info('Nothing to report, and no issue is open');
  const issue = known
    ? await api.send<Issue>('PATCH', `/issues/${known.number}`, {
        title,
        body,
        state: isOpen ? 'open' : 'closed',
      })
    : await api.send<Issue>('POST', '/issues', { title, body, labels: [label] });
  core.setOutput('number', issue.number);
  core.info(`${known ? (isOpen ? 'Updated' : 'Closed') : 'Opened'}: ${issue.html_url}`);
});
