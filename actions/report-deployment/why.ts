import { readFile } from 'node:fs/promises';

/** Who and what started the run: event, actor and commit with the first line of its message, from what every step has. */
export async function whyItRan(env: NodeJS.ProcessEnv): Promise<string> {
  const { GITHUB_SHA: sha = '', GITHUB_EVENT_PATH: path } = env;
  const event = path === undefined ? {} : (JSON.parse(await readFile(path, 'utf8')) as PushEvent);
  const [title = ''] = (event.head_commit?.message ?? '').split('\n');
  const commit = `[${sha.slice(0, 7)}](${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/commit/${sha})`;
  return `${env['GITHUB_EVENT_NAME']} by ${env['GITHUB_ACTOR']}, ${commit}${title === '' ? '' : ` ${quoted(title)}`}`;
}

interface PushEvent {
  readonly head_commit?: { readonly message?: string } | null;
}

/** As code: a message is somebody's text. */
function quoted(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '¦')}\``;
}
