import { escapeHtml, page } from '../../../http/page.ts';
import type { StoredEmail } from '../state.ts';

function field(name: string, value: string): string {
  return value === '' ? '' : `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`;
}

function renderEmail(email: StoredEmail): string {
  const tags = Object.entries(email.tags).map(([name, value]) => `${name}=${value}`);
  // A sandboxed frame without any permission: an email's HTML runs no script and reaches nothing of this page.
  const html =
    email.html === undefined
      ? ''
      : `<iframe sandbox srcdoc="${escapeHtml(email.html)}" title="HTML of the email"></iframe>`;
  return `<details>
  <summary><span>${escapeHtml(email.to.join(', '))}</span><b>${escapeHtml(email.subject)}</b><time>${escapeHtml(email.time)}</time></summary>
  <dl>${field('From', email.from)}${field('To', email.to.join(', '))}${field('Cc', email.cc.join(', '))}${field('Bcc', email.bcc.join(', '))}${field('Tags', tags.join(', '))}${field('Id', email.id)}</dl>
  ${email.text === undefined ? '' : `<pre>${escapeHtml(email.text)}</pre>`}${html}
</details>`;
}

/**
 * The inbox for people, newest first.
 * @param total how many emails there are, of which `emails` are shown
 * @param to the address that was asked for
 */
export function renderInbox(emails: readonly StoredEmail[], total: number, to: string): string {
  const list =
    emails.length === 0
      ? `<p>${total === 0 ? 'No emails yet.' : 'No emails to this address.'}</p>`
      : emails.map(renderEmail).join('\n');
  const json = `/_cloud/inbox.json${to === '' ? '' : `?to=${encodeURIComponent(to)}`}`;
  return page(
    'Inbox',
    `<form><input name="to" value="${escapeHtml(to)}" placeholder="to: address" aria-label="to"> <button>Filter</button></form>
<p class="soft">${emails.length} of ${total} emails, newest first. As JSON: <a href="${escapeHtml(json)}">inbox.json</a></p>
${list}`,
  );
}
