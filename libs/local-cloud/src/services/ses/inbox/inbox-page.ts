import type { StoredEmail } from '../state.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d2433; }
  details { border-bottom: 1px solid #dde2ea; padding: .6rem 0; }
  summary { cursor: pointer; display: grid; grid-template-columns: 14rem 1fr auto; gap: 1rem; }
  time, dt { color: #5b6578; } dl { display: grid; grid-template-columns: 5rem 1fr; margin: .8rem 0; } dd { margin: 0; }
  pre { white-space: pre-wrap; background: #f5f7fa; padding: 1rem; border-radius: 6px; }
  iframe { width: 100%; min-height: 20rem; border: 1px solid #dde2ea; border-radius: 6px; }
  input { font: inherit; padding: .3rem .6rem; width: 20rem; }
`;

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
  const list = emails.length === 0 ? '<p>No emails yet.</p>' : emails.map(renderEmail).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Inbox</title><style>${STYLE}</style></head>
<body><h1>Inbox</h1>
<form><input name="to" value="${escapeHtml(to)}" placeholder="to: address" aria-label="to"> <button>Filter</button></form>
<p>${emails.length} of ${total} emails, newest first. As JSON: <a href="/_cloud/inbox.json${to === '' ? '' : `?to=${encodeURIComponent(to)}`}">inbox.json</a></p>
${list}
</body></html>
`;
}
