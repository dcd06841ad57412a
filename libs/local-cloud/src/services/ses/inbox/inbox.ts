import type { ServerResponse } from 'node:http';
import type { HttpHook } from '../../../service.ts';
import { bareAddress } from '../address.ts';
import type { SesState, StoredEmail } from '../state.ts';
import { renderInbox } from './inbox-page.ts';

/** More than a person reads; the JSON has them all. */
const SHOWN = 500;

/** Emails to `to` (any when empty), newest first. */
export function findEmails(state: SesState, to: string): StoredEmail[] {
  const wanted = to.trim().toLowerCase();
  return state.emails
    .filter(
      (email) =>
        wanted === '' ||
        [...email.to, ...email.cc, ...email.bcc].some(
          (address) => bareAddress(address).toLowerCase() === wanted,
        ),
    )
    .toReversed();
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** How many emails carry each value of a tag, of all that were ever sent: `{counts: {value: number}}`. */
function countByTag(state: SesState, tag: string, min: number) {
  const counts = [...(state.sentByTag.get(tag) ?? [])];
  return { counts: Object.fromEntries(counts.filter(([, count]) => count >= min)) };
}

/**
 * The inbox page `/_cloud/inbox` and the same as JSON, `/_cloud/inbox.json`; both take `?to=ADDRESS`. `inbox.json?count=TAG[&min=N]`
 * only counts.
 */
export function createInbox(state: SesState): HttpHook[] {
  const hook = (
    path: string,
    answer: (
      response: ServerResponse,
      emails: () => StoredEmail[],
      to: string,
      query: URLSearchParams,
    ) => void,
  ): HttpHook => ({
    prefix: path,
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://cloud');
      const isGet = request.method === 'GET' || request.method === 'HEAD';
      if (url.pathname !== path || !isGet) {
        response.writeHead(isGet ? 404 : 405, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(`${path} takes GET only and has nothing under it.\n`);
        return;
      }
      const to = url.searchParams.get('to') ?? '';
      answer(response, () => findEmails(state, to), to, url.searchParams);
    },
  });
  return [
    hook('/_cloud/inbox.json', (response, messages, _to, query) => {
      const tag = query.get('count');
      const shown =
        tag === null ? { messages: messages() } : countByTag(state, tag, Number(query.get('min') ?? 1));
      send(response, 'application/json', JSON.stringify(shown));
    }),
    {
      ...hook('/_cloud/inbox', (response, emails, to) =>
        send(response, 'text/html', renderInbox(emails().slice(0, SHOWN), state.emails.length, to)),
      ),
      title: 'Inbox: the emails sent by SES',
    },
  ];
}
