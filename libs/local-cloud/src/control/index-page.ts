import { escapeHtml, page } from '../http/page.ts';

export interface IndexFacts {
  readonly url: string;
  readonly region: string;
  readonly account: string;
  readonly runtime: string;
  readonly services: readonly { readonly name: string; readonly operations: readonly string[] }[];
  readonly links: readonly { readonly path: string; readonly title: string }[];
}

/** What there is to see on this cloud. */
export function indexPage({ url, region, account, runtime, services, links }: IndexFacts): string {
  const items = [
    ...links,
    { path: '/_cloud/calls', title: 'Every API call answered (JSON)' },
    { path: '/_cloud/faults', title: 'Faults in force (JSON; POST adds one)' },
    { path: '/_cloud/health', title: 'Health and what is built (JSON)' },
  ].map(({ path, title }) => `<li><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></li>`);
  const rows = services.map(
    ({ name, operations }) =>
      `<tr><th>${escapeHtml(name)}</th><td>${operations.map((operation) => escapeHtml(operation)).join(', ')}</td></tr>`,
  );
  return page(
    'Local cloud',
    `<p class="soft">${escapeHtml(url)} &middot; region ${escapeHtml(region)} &middot; account ${escapeHtml(account)} &middot; tasks run as ${escapeHtml(runtime)}</p>
<ul>${items.join('\n')}</ul>
<h2>Services</h2>
<table>${rows.join('\n')}</table>`,
  );
}
