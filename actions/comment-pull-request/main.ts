import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { repositoryApi } from '../github.ts';
import { runAction } from '../run.ts';
import { findPull } from './find-pull.ts';
import { readInputs } from './inputs.ts';
import { marker, withSection } from './sections.ts';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly type: string } | null;
}

await runAction(async ({ signal }) => {
  const inputs = readInputs();
  const api = repositoryApi(inputs.token, signal);
  const number = await findPull(api, inputs.pull);
  core.setOutput('number', number ?? '');
  if (number === undefined) return core.info('No open pull request is at that commit; nothing to say');
  const file = inputs.bodyPath === undefined ? [] : [await readFile(inputs.bodyPath, 'utf8')];
  const text = [...file, ...(inputs.body === undefined ? [] : [inputs.body])].join('\n\n');
  const comments = await api.list<Comment>(`/issues/${number}/comments`);
  // A person may quote the marker; only a bot's comment is ours to change.
  const ours = comments.find(({ body = '', user }) => user?.type === 'Bot' && body.startsWith(marker));
  const body = withSection(ours?.body ?? '', inputs.section, text);
  if (ours?.body === body) return core.info(`Unchanged: ${ours.html_url}`);
  const { html_url: url } = ours
    ? await api.send<Comment>('PATCH', `/issues/comments/${ours.id}`, { body })
    : await api.send<Comment>('POST', `/issues/${number}/comments`, { body });
  core.info(`${ours ? 'Updated' : 'Created'}: ${url}`);
});
